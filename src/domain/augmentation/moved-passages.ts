import type { RankTable } from '../metrics/rank-table.ts';

/** A relevant passage whose rank for one query changed with fusion. Ranks are those in the pool of all languages. */
export interface MovedPassage {
  /** Row of the query, and place of the passage among its relevant ones. */
  readonly query: number;
  readonly place: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The relevant passages that rose and fell most. What counts is 1 / rank: from 3 to 1 is more than from 900 to 700.
 * Both tables rank the same shard; a passage that one of them did not retrieve is left out.
 * @returns `limit` of each at most, the largest change first
 */
export function movedPassages(
  before: RankTable,
  after: RankTable,
  limit: number,
  wanted: (query: number) => boolean = () => true,
): { readonly rose: readonly MovedPassage[]; readonly fell: readonly MovedPassage[] } {
  const moved: (MovedPassage & { readonly change: number })[] = [];
  for (let query = 0; query < before.queryLanguage.length; query += 1) {
    if (!wanted(query)) continue;
    const first = before.offsets[query] ?? 0;
    for (let entry = first; entry < (before.offsets[query + 1] ?? first); entry += 1) {
      const [from, to] = [before.rankInPool[entry] ?? 0, after.rankInPool[entry] ?? 0];
      if (from === 0 || to === 0 || from === to) continue;
      moved.push({ query, place: entry - first, before: from, after: to, change: 1 / to - 1 / from });
    }
  }
  // A stable sort: equal changes stay in the order of the queries.
  moved.sort((a, b) => b.change - a.change);
  const bare = ({ query, place, before: from, after: to }: MovedPassage): MovedPassage => ({
    query,
    place,
    before: from,
    after: to,
  });
  return {
    rose: moved
      .filter(({ change }) => change > 0)
      .slice(0, limit)
      .map(bare),
    fell: moved
      .filter(({ change }) => change < 0)
      .reverse()
      .slice(0, limit)
      .map(bare),
  };
}
