import type { TableData } from '../../domain/export/table.ts';

/** A transport plan with the tokens on both sides. */
export interface TokenPlan {
  readonly student: readonly string[];
  readonly teacher: readonly string[];
  /** [student × teacher] */
  readonly plan: Float32Array;
}

/** Share of a student token that goes to each teacher token: rows are brought to a sum of 1. */
export function shareOf({ student, teacher, plan }: TokenPlan, row: number, column: number): number {
  return (plan[row * teacher.length + column] ?? 0) * student.length;
}

/** The teacher token that takes most of a student token. */
export function bestColumn(plan: TokenPlan, row: number): number {
  let best = 0;
  for (let column = 1; column < plan.teacher.length; column += 1) {
    if (shareOf(plan, row, column) > shareOf(plan, row, best)) best = column;
  }
  return best;
}

/** A token as a person reads it: what marks the start of a word in SentencePiece, or its middle in WordPiece. */
export function tokenText(token: string): string {
  return token.replace(/^[▁Ġ]/, '').replace(/^##/, '·') || '␣';
}

/** One row for each pair of tokens. */
export function planTable(plan: TokenPlan, title: string, notes: readonly string[]): TableData {
  return {
    title,
    columns: [
      { key: 'student', label: 'student token', kind: 'text' },
      { key: 'teacher', label: 'teacher token', kind: 'text' },
      { key: 'share', label: 'share', kind: 'number' },
    ],
    rows: plan.student.flatMap((student, row) =>
      plan.teacher.map((teacher, column) => ({ student, teacher, share: shareOf(plan, row, column) })),
    ),
    notes: ['share: part of the student token’s weight that goes to the teacher token.', ...notes],
  };
}
