/**
 * Measures of one query, from the ranks of its relevant passages. Judgements are binary.
 * @param ranks ascending 1-based ranks of the relevant passages that were retrieved
 * @param relevant number of relevant passages, retrieved or not; the measures are undefined (`null`) at 0
 */
export type RankMeasure = (ranks: readonly number[], relevant: number, k: number) => number | null;

/** trec_eval `recall_k`: Σ_{rank ≤ k} 1 / R. */
export const recall: RankMeasure = (ranks, relevant, k) =>
  relevant === 0 ? null : countWithin(ranks, k) / relevant;

/** trec_eval `P_k`: the denominator is k, also when fewer passages were retrieved. */
export const precision: RankMeasure = (ranks, relevant, k) =>
  relevant === 0 ? null : countWithin(ranks, k) / k;

/** trec_eval `success_k`: 1 when a relevant passage stands among the first k. */
export const success: RankMeasure = (ranks, relevant, k) =>
  relevant === 0 ? null : countWithin(ranks, k) > 0 ? 1 : 0;

/** trec_eval `recip_rank`, cut at k. */
export const reciprocalRank: RankMeasure = (ranks, relevant, k) => {
  if (relevant === 0) return null;
  const best = ranks[0];
  return best === undefined || best > k ? 0 : 1 / best;
};

/** trec_eval `map`, uncut: Σ precision at each relevant rank / R; what was not retrieved adds 0. */
export const averagePrecision: RankMeasure = (ranks, relevant) => {
  if (relevant === 0) return null;
  let sum = 0;
  for (let i = 0; i < ranks.length; i += 1) sum += (i + 1) / (ranks[i] ?? Infinity);
  return sum / relevant;
};

/** trec_eval `ndcg_cut_k` for gain 1: discount 1 / log2(rank + 1), the ideal list cut at k as well. */
export const ndcg: RankMeasure = (ranks, relevant, k) => {
  if (relevant === 0) return null;
  let gain = 0;
  for (const rank of ranks) {
    if (rank > k) break;
    gain += discount(rank);
  }
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(relevant, k); rank += 1) ideal += discount(rank);
  return gain / ideal;
};

function discount(rank: number): number {
  return 1 / Math.log2(rank + 1);
}

function countWithin(ranks: readonly number[], k: number): number {
  let count = 0;
  while (count < ranks.length && (ranks[count] ?? Infinity) <= k) count += 1;
  return count;
}
