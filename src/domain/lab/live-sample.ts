import type { JudgedQuery } from '../corpus/types.ts';
import { sampleIndices } from '../random.ts';

/**
 * Some of the queries that judge, for figures while training goes on: whole groups of parallel queries, in all their
 * languages. A query without a group counts as one.
 * @param judging 1 for a query that may judge [queries]
 * @returns 1 for a query of the sample [queries]; all that judge where there are at most `groups` groups
 */
export function liveSample(
  queries: readonly JudgedQuery[],
  judging: Uint8Array,
  groups: number,
  seed: number,
): Uint8Array {
  const keys = queries.map(({ id, group }) => (group === undefined ? `query ${id}` : `group ${group}`));
  const known = [...new Set(keys.filter((_, query) => judging[query] === 1))];
  const drawn = new Set(sampleIndices(known.length, groups, seed).map((at) => known[at]));
  return Uint8Array.from(keys, (key, query) => (judging[query] === 1 && drawn.has(key) ? 1 : 0));
}
