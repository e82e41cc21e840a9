import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';
import type { SkippedRow } from '../../domain/corpus/types.ts';
import { parseQrels } from '../../domain/trec/parse-qrels.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import type { Reading } from '../../domain/trec/types.ts';
import { judgementsOf } from '../../domain/trec/types.ts';

/** Lines that are looked at to tell a run from qrels. */
const SAMPLE = 20;

/** A TREC file by the columns at its beginning; `null` for any other text. */
export function detectTrec(head: string): 'run' | 'qrels' | null {
  const rows = head
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE)
    .map((line) => line.trim().split(/\s+/));
  if (rows.length === 0) return null;
  const most = (fits: (row: readonly string[]) => boolean): boolean =>
    rows.filter(fits).length * 2 > rows.length;
  if (most((row) => row.length === 4 && /^[+-]?\d+$/.test(row[3] ?? ''))) return 'qrels';
  if (most((row) => row.length >= 6 && Number.isFinite(Number(row[4])))) return 'run';
  return null;
}

export function readTrec(file: string, text: string, kind: 'run' | 'qrels'): ParsedFile {
  const empty = { file, passages: [], queries: [], generated: [] } as const;
  if (kind === 'qrels') {
    const read = parseQrels(text);
    const judgements = judgementsOf(read.qrels);
    const graded = judgements.some(({ level }) => level > 1);
    return {
      ...empty,
      format: 'qrels',
      judgements,
      skipped: skippedOf(file, read),
      notes: graded
        ? ['Levels of 1 and above are relevant alike here; the command line uses them as gains.']
        : [],
    };
  }
  const read = parseRun(text);
  const queries = read.run.queries.size;
  const lines = [...read.run.queries.values()].reduce((sum, { docnos }) => sum + docnos.length, 0);
  return {
    ...empty,
    format: 'run',
    run: { text, queries, lines },
    skipped: skippedOf(file, read),
    notes: [`A run of ${queries.toLocaleString('en-GB')} queries: it becomes an arm.`],
  };
}

function skippedOf(file: string, { errors, errorCount }: Reading): SkippedRow[] {
  const listed = errors.map(({ line, reason }) => ({ file, where: `line ${String(line)}`, reason }));
  if (errorCount <= listed.length) return listed;
  const more = (errorCount - listed.length).toLocaleString('en-GB');
  return [...listed, { file, where: `${more} more`, reason: 'Left out too; only the first are listed.' }];
}
