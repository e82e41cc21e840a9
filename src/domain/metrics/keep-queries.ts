import type { RankTable } from './rank-table.ts';

/**
 * The table of some of its queries, in their order. The pool that they were ranked against stays what it was, and so
 * do languages that have no query left.
 * @param keep 1 for a query that stays [queries]
 */
export function keepQueries(table: RankTable, keep: Uint8Array): RankTable {
  const total = table.queryLanguage.length;
  if (keep.length !== total) {
    throw new RangeError(`Expected a mark for each of ${total} queries, got ${keep.length}.`);
  }
  if (keep.every((mark) => mark === 1)) return table;
  const kept: number[] = [];
  keep.forEach((mark, query) => {
    if (mark === 1) kept.push(query);
  });
  const { depth } = table;
  const offsets = new Uint32Array(kept.length + 1);
  kept.forEach((query, position) => {
    const count = (table.offsets[query + 1] ?? 0) - (table.offsets[query] ?? 0);
    offsets[position + 1] = (offsets[position] ?? 0) + count;
  });
  const relevant = offsets[kept.length] ?? 0;
  const relevantLanguage = new Uint8Array(relevant);
  const rankInPool = new Uint32Array(relevant);
  const rankInLanguage = new Uint32Array(relevant);
  const tiesInPool = new Uint32Array(relevant * 2);
  const tiesInLanguage = new Uint32Array(relevant * 2);
  const topLanguages = new Uint8Array(kept.length * depth);
  kept.forEach((query, position) => {
    const [from, to] = [table.offsets[query] ?? 0, table.offsets[query + 1] ?? 0];
    const at = offsets[position] ?? 0;
    relevantLanguage.set(table.relevantLanguage.subarray(from, to), at);
    rankInPool.set(table.rankInPool.subarray(from, to), at);
    rankInLanguage.set(table.rankInLanguage.subarray(from, to), at);
    tiesInPool.set(table.tiesInPool.subarray(from * 2, to * 2), at * 2);
    tiesInLanguage.set(table.tiesInLanguage.subarray(from * 2, to * 2), at * 2);
    topLanguages.set(table.topLanguages.subarray(query * depth, (query + 1) * depth), position * depth);
  });
  return {
    ...table,
    queryLanguage: Uint8Array.from(kept, (query) => table.queryLanguage[query] ?? 0),
    queryGroup: Int32Array.from(kept, (query) => table.queryGroup[query] ?? -1),
    offsets,
    relevantLanguage,
    rankInPool,
    rankInLanguage,
    tiesInPool,
    tiesInLanguage,
    topLanguages,
  };
}
