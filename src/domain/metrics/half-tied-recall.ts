import type { RankTable } from './rank-table.ts';

/**
 * R@k where ties count half: the mean of recall when every relevant passage stands first among the passages of its
 * score, and when it stands last. With one relevant passage, 1 when no other reaches its score, ½ when it shares the best
 * score. `null` where nothing is relevant.
 * @param language the pool of this language (a position in `table.languages`), or `null`: of all
 */
export function halfTiedRecall(
  table: RankTable,
  query: number,
  language: number | null,
  k: number,
): number | null {
  const [ranks, ties] =
    language === null ? [table.rankInPool, table.tiesInPool] : [table.rankInLanguage, table.tiesInLanguage];
  let relevant = 0;
  let found = 0;
  for (let i = table.offsets[query] ?? 0; i < (table.offsets[query + 1] ?? 0); i += 1) {
    if (language !== null && table.relevantLanguage[i] !== language) continue;
    relevant += 1;
    const rank = ranks[i] ?? 0;
    if (rank === 0) continue;
    if (rank - (ties[2 * i] ?? 0) <= k) found += 0.5;
    if (rank + (ties[2 * i + 1] ?? 0) <= k) found += 0.5;
  }
  return relevant === 0 ? null : found / relevant;
}
