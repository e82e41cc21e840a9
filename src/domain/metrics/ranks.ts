/** What an imported run says of one query beyond the ranks of its relevant passages. */
export interface JudgedRun {
  /** Passages in the run. */
  readonly retrieved: number;
  /** Ascending ranks of passages judged not relevant (level 0), and how many such passages were judged at all. */
  readonly nonRelevantRanks: readonly number[];
  readonly nonRelevant: number;
  /** Ascending ranks of passages that were in the pool but not judged (negative levels). */
  readonly poolRanks: readonly number[];
  /** Ascending ranks of passages with a level above 0, and those levels; whatever level counts as relevant. */
  readonly gainRanks: readonly number[];
  readonly gains: readonly number[];
  /** All levels above 0 of the query, retrieved or not, descending. */
  readonly idealGains: readonly number[];
}

/** Where the relevant passages of one query stand. */
export interface JudgedList {
  /** Ascending 1-based ranks of the relevant passages that were retrieved. */
  readonly ranks: readonly number[];
  /** Relevant passages, retrieved or not. */
  readonly relevant: number;
  /** `null` for a rank table of the app, whose judgements are binary. */
  readonly run: JudgedRun | null;
}

/**
 * A measure of one query; `null` where nothing is relevant, as there is nothing to find.
 * @param k how many ranks count; `Infinity` for all
 */
export type RankMeasure = (list: JudgedList, k: number) => number | null;

/** trec_eval `recall_k`: Σ_{rank ≤ k} 1 / R. */
export const recall: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : countWithin(ranks, k) / relevant;

/** trec_eval `P_k`: the denominator is k, also when fewer passages were retrieved. */
export const precision: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : countWithin(ranks, k) / k;

/** trec_eval `Rprec`: precision after R passages, R being the number of relevant ones. */
export const rPrecision: RankMeasure = ({ ranks, relevant }) =>
  relevant === 0 ? null : countWithin(ranks, relevant) / relevant;

/** trec_eval `relative_P_k`: precision at k over the best that is possible there, min(R, k) / k. */
export const relativePrecision: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : countWithin(ranks, k) / Math.min(relevant, k);

/** trec_eval `success_k`: 1 when a relevant passage stands among the first k. */
export const success: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : countWithin(ranks, k) > 0 ? 1 : 0;

/** trec_eval `recip_rank`, cut at k. */
export const reciprocalRank: RankMeasure = ({ ranks, relevant }, k) => {
  if (relevant === 0) return null;
  const best = ranks[0];
  return best === undefined || best > k ? 0 : 1 / best;
};

/** trec_eval `map` and `map_cut_k`: Σ precision at each relevant rank up to k, divided by R, whatever k is. */
export const averagePrecision: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : precisionSum(ranks, k) / relevant;

/** LAReQA's mAP at k: the same sum divided by min(R, k), the most that k ranks can hold. */
export const averagePrecisionLareqa: RankMeasure = ({ ranks, relevant }, k) =>
  relevant === 0 ? null : precisionSum(ranks, k) / Math.min(relevant, k);

/**
 * trec_eval `ndcg` and `ndcg_cut_k`: gain is the level itself (linear), the discount 1 / log2(rank + 1), and the ideal
 * list, of all judged passages, is cut at k as well.
 */
export const ndcg: RankMeasure = ({ ranks, relevant, run }, k) => {
  if (run !== null) {
    const ideal = gainOf(null, run.idealGains, k);
    return ideal === 0 ? null : gainOf(run.gainRanks, run.gains, k) / ideal;
  }
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

/** How many of the ascending `ranks` are at most `k`. */
export function countWithin(ranks: readonly number[], k: number): number {
  let count = 0;
  while (count < ranks.length && (ranks[count] ?? Infinity) <= k) count += 1;
  return count;
}

/** @param ranks `null`: 1, 2, 3 … */
function gainOf(ranks: readonly number[] | null, gains: readonly number[], k: number): number {
  let sum = 0;
  for (const [i, gain] of gains.entries()) {
    const rank = ranks === null ? i + 1 : (ranks[i] ?? Infinity);
    if (rank > k) break;
    sum += gain * discount(rank);
  }
  return sum;
}

function precisionSum(ranks: readonly number[], k: number): number {
  let sum = 0;
  for (let i = 0; i < ranks.length; i += 1) {
    const rank = ranks[i] ?? Infinity;
    if (rank > k) break;
    sum += (i + 1) / rank;
  }
  return sum;
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 1);
}
