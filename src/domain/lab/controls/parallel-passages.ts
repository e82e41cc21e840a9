import type { LabData } from '../lab-data.ts';

/**
 * Training passages that say the same in several languages, as rows of the shard. Passages of one group do; where
 * passages have no groups (XQuAD), those that one question is judged by do, if there is no more than one of each
 * language: two passages of a language say nothing about which of them the other languages' one is a translation of.
 * A set that several questions share counts once.
 */
export function parallelPassages({ shard, split }: LabData): readonly (readonly number[])[] {
  const { passages, queries } = shard;
  const isTraining = (row: number): boolean => split.trainingPassages[row] === 1;
  const languagesOf = (rows: readonly number[]): number =>
    new Set(rows.map((row) => passages[row]?.lang)).size;

  const groups = new Map<string, number[]>();
  passages.forEach(({ group }, row) => {
    if (group !== undefined && isTraining(row)) groups.set(group, [...(groups.get(group) ?? []), row]);
  });
  const grouped = [...groups.values()].filter((rows) => languagesOf(rows) > 1);
  if (grouped.length > 0) return grouped;

  const judged = new Map<string, readonly number[]>();
  queries.forEach(({ relevantRows }, query) => {
    if (split.trainingQueries[query] !== 1) return;
    const rows = relevantRows.filter(isTraining);
    if (rows.length > 1 && languagesOf(rows) === rows.length) judged.set(rows.join(), rows);
  });
  return [...judged.values()];
}
