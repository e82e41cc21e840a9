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
