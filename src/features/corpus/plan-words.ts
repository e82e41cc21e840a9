import type { FilePlan, Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import { formatCount, plural } from '../../ui/format.ts';

/** What the files that are not left out hold, as far as their beginnings say. */
export interface PlanTotals {
  readonly passages: number;
  readonly characters: number;
  readonly exact: boolean;
  /** Languages of the samples. */
  readonly languages: number;
  readonly files: number;
  /** Passages that stay together, as they are parallel. */
  readonly perRow: number;
}

export function planTotals({ files, estimate }: Inspection, { without }: ReadPlan): PlanTotals {
  const kept = files.filter(({ file, plan }) => plan !== null && !without.includes(file));
  const sum = (of: (file: FileInspection) => number): number =>
    kept.reduce((total, file) => total + of(file), 0);
  return {
    passages: sum(({ rows }) => rows.passages),
    characters: sum(({ rows }) => rows.characters),
    exact: kept.every(({ rows }) => rows.exact),
    languages: new Set(kept.flatMap(({ languages }) => languages)).size,
    files: kept.length,
    perRow: estimate.perRow,
  };
}

/**
 * Passages that an intake takes; what is kept because it is relevant comes on top of them. It counts rows, and parallel
 * passages are one row.
 */
export function takenPassages({ passages }: Intake, totals: PlanTotals): number {
  const rows = (n: number): number => Math.min(Math.round(n * totals.perRow), totals.passages);
  switch (passages.mode) {
    case 'all':
      return totals.passages;
    case 'first':
      return rows(passages.n);
    case 'range':
      return rows(passages.to) - rows(passages.from - 1);
    case 'sample':
      return passages.perLanguage
        ? Math.min(passages.n * Math.max(1, totals.languages), totals.passages)
        : rows(passages.n);
  }
}

/** `12,000 passages`, `about 2.1 million passages` */
export function passagesInWords(passages: number, exact: boolean): string {
  return exact ? plural(passages, 'passage') : `about ${roundly(passages)} passages`;
}

/** What the button does: `Read 50,000 of about 2,100,000 passages`. */
export function readButtonWords(intake: Intake, totals: PlanTotals): string {
  if (totals.passages === 0)
    return totals.files === 1 ? 'Read the file' : `Read ${plural(totals.files, 'file')}`;
  const taken = takenPassages(intake, totals);
  if (taken >= totals.passages) return `Read ${passagesInWords(totals.passages, totals.exact)}`;
  const some = totals.perRow === 1 ? formatCount(taken) : `about ${roundly(taken)}`;
  return `Read ${some} of ${passagesInWords(totals.passages, totals.exact)}`;
}

/** An estimate claims no more than two digits. */
export function roundly(value: number): string {
  if (value < 100) return formatCount(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return formatCount(Math.round(value / unit) * unit);
}

/** Bytes of passages in memory: browsers hold text outside of Latin at two bytes for each unit. */
export function textBytes(totals: PlanTotals, taken: number): number {
  return totals.passages === 0 ? 0 : 2 * totals.characters * (taken / totals.passages);
}

/** Judgements, runs and generated queries have no language of their own to be told. */
export function speaks(plan: FilePlan | null): boolean {
  return plan !== null && !['qrels', 'run', 'generated-queries'].includes(plan.format);
}
