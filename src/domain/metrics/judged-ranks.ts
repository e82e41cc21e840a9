import type { RankTable } from './rank-table.ts';
import type { JudgedList } from './ranks.ts';

/** In the pool of all languages; every parallel answer is relevant. */
export function ranksInPool(table: RankTable, query: number): JudgedList {
  const from = table.offsets[query] ?? 0;
  const to = table.offsets[query + 1] ?? from;
  return { ranks: retrieved(table.rankInPool, from, to), relevant: to - from, run: null };
}

/** In a pool of one language; only the relevant passages of that language count. */
export function ranksInLanguage(table: RankTable, query: number, language: number): JudgedList {
  const from = table.offsets[query] ?? 0;
  const to = table.offsets[query + 1] ?? from;
  const ranks: number[] = [];
  let relevant = 0;
  for (let i = from; i < to; i += 1) {
    if (table.relevantLanguage[i] !== language) continue;
    relevant += 1;
    const rank = table.rankInLanguage[i] ?? 0;
    if (rank > 0) ranks.push(rank);
  }
  return { ranks: ranks.length > 1 ? ranks.sort(ascending) : ranks, relevant, run: null };
}

/**
 * Rank of one relevant passage when the query's other relevant passages are taken out of the pool
 * (LAReQA, "limited to one target"); 0 when it was not retrieved.
 */
export function singleTargetRank(table: RankTable, query: number, entry: number): number {
  const rank = table.rankInPool[entry] ?? 0;
  if (rank === 0) return 0;
  let above = 0;
  for (let i = table.offsets[query] ?? 0; i < (table.offsets[query + 1] ?? 0); i += 1) {
    const other = table.rankInPool[i] ?? 0;
    if (other > 0 && other < rank) above += 1;
  }
  return rank - above;
}

/**
 * Highest minus lowest rank of the relevant passages; what was not retrieved stands last.
 * `null` with fewer than two, which have no distance, and where none was retrieved: all would stand last together,
 * and an arm that finds nothing would look free of bias.
 */
export function rankDistance(table: RankTable, query: number, poolSize: number): number | null {
  const from = table.offsets[query] ?? 0;
  const to = table.offsets[query + 1] ?? from;
  if (to - from < 2) return null;
  let lowest = Infinity;
  let highest = 0;
  let anyRetrieved = false;
  for (let i = from; i < to; i += 1) {
    const retrievedAt = table.rankInPool[i] ?? 0;
    if (retrievedAt > 0) anyRetrieved = true;
    const rank = retrievedAt === 0 ? poolSize : retrievedAt;
    lowest = Math.min(lowest, rank);
    highest = Math.max(highest, rank);
  }
  return anyRetrieved ? highest - lowest : null;
}

/** Passages of all languages together. */
export function poolSizeOf(table: RankTable): number {
  return table.poolSizes.reduce((sum, size) => sum + size, 0);
}

function retrieved(ranks: Uint32Array, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i += 1) {
    const rank = ranks[i] ?? 0;
    if (rank > 0) found.push(rank);
  }
  return found.length > 1 ? found.sort(ascending) : found;
}

function ascending(a: number, b: number): number {
  return a - b;
}
