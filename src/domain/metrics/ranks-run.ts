import type { JudgedList, JudgedRun } from './ranks.ts';
import { countWithin } from './ranks.ts';

/** A measure that needs the whole run. `null` where nothing is relevant. */
export type RunMeasure = (list: JudgedList, run: JudgedRun, k: number) => number | null;

/** trec_eval 10 turns a recall point into a number of passages by rounding; 9.x adds 0.9 and cuts. */
export type Convention = 'trec_eval-10' | 'trec_eval-9';

/** Keeps `infAP` defined where no passage above was judged (trec_eval's INFAP_EPSILON). */
const EPSILON = 0.00001;

/** Persistence of rank-biased precision, trec_eval's default. */
const PERSISTENCE = 0.9;

/** trec_eval `bpref`: the share of the top R judged non-relevant passages that stand below each relevant one. */
export const binaryPreference: RunMeasure = ({ ranks, relevant }, { nonRelevantRanks, nonRelevant }) => {
  if (relevant === 0) return null;
  const counted = Math.min(nonRelevant, relevant);
  let sum = 0;
  let above = 0;
  for (const rank of ranks) {
    while ((nonRelevantRanks[above] ?? Infinity) < rank) above += 1;
    sum += above === 0 ? 1 : 1 - Math.min(above, relevant) / counted;
  }
  return sum / relevant;
};

/** trec_eval `infAP` (Yilmaz and Aslam 2006): expected precision at each relevant rank, from a sampled pool. */
export const inferredAveragePrecision: RunMeasure = (
  { ranks, relevant },
  { nonRelevantRanks, poolRanks },
) => {
  if (relevant === 0) return null;
  let sum = 0;
  ranks.forEach((rank, relevantAbove) => {
    const nonRelevantAbove = countWithin(nonRelevantRanks, rank);
    const pooledAbove = relevantAbove + nonRelevantAbove + countWithin(poolRanks, rank);
    const expected = (relevantAbove + EPSILON) / (relevantAbove + nonRelevantAbove + 2 * EPSILON);
    sum += (1 + pooledAbove * expected) / rank;
  });
  return sum / relevant;
};

/** trec_eval `iprec_at_recall_x`: the best precision at this recall or any higher one. @param point recall, 0–1 */
export function interpolatedPrecision(
  { ranks, relevant }: JudgedList,
  point: number,
  convention: Convention,
): number | null {
  if (relevant === 0) return null;
  const wanted =
    convention === 'trec_eval-10' ? Math.round(point * relevant) : Math.trunc(point * relevant + 0.9);
  let best = 0;
  for (let found = ranks.length; found >= Math.max(wanted, 1); found -= 1) {
    best = Math.max(best, found / (ranks[found - 1] ?? Infinity));
  }
  return best;
}

/** trec_eval `11pt_avg`: `interpolatedPrecision` at 0, 0.1 … 1, averaged. */
export function elevenPointAverage(list: JudgedList, convention: Convention): number | null {
  let sum = 0;
  for (let tenth = 0; tenth <= 10; tenth += 1) {
    sum += interpolatedPrecision(list, tenth / 10, convention) ?? 0;
  }
  return list.relevant === 0 ? null : sum / 11;
}

/** trec_eval `Rprec_mult_x`: precision at x · R, with the rank rounded as trec_eval does. */
export function precisionAtMultiple({ ranks, relevant }: JudgedList, multiple: number): number | null {
  const k = Math.trunc(multiple * relevant + 0.9);
  return relevant === 0 ? null : k === 0 ? 0 : countWithin(ranks, k) / k;
}

/** trec_eval `binG`: Σ 1 / log2(2 + passages above that are not relevant) / R. */
export function binaryGain({ ranks, relevant }: JudgedList): number | null {
  if (relevant === 0) return null;
  return ranks.reduce((sum, rank, above) => sum + 1 / Math.log2(rank - above + 1), 0) / relevant;
}

/** trec_eval `set_P`, `set_recall`, `set_map`, `set_F` and `set_relative_P`: the retrieved passages as a set. */
export const setPrecision: RunMeasure = ({ ranks, relevant }, { retrieved }) =>
  relevant === 0 ? null : ratio(ranks.length, retrieved);
export const setRecall: RunMeasure = ({ ranks, relevant }) =>
  relevant === 0 ? null : ranks.length / relevant;
export const setAveragePrecision: RunMeasure = ({ ranks, relevant }, { retrieved }) =>
  relevant === 0 ? null : ratio(ranks.length ** 2, retrieved * relevant);
export const setF: RunMeasure = ({ ranks, relevant }, { retrieved }) =>
  relevant === 0 ? null : ratio(2 * ranks.length, retrieved + relevant);
export const setRelativePrecision: RunMeasure = ({ ranks, relevant }, { retrieved }) =>
  relevant === 0 ? null : ratio(ranks.length, Math.min(retrieved, relevant));

/** trec_eval `utility`, default weights: retrieved relevant passages less the other retrieved ones. */
export const utility: RunMeasure = ({ ranks }, { retrieved }) => 2 * ranks.length - retrieved;

/** trec_eval `rbp`: (1 − p) Σ gain · p^(rank − 1), p = 0.9; gain is the level over the query's highest level. */
export const rankBiasedPrecision: RunMeasure = (_, { gainRanks, gains, idealGains }) => {
  const highest = idealGains[0];
  if (highest === undefined) return null;
  const sum = gainRanks.reduce((total, rank, i) => total + (gains[i] ?? 0) * PERSISTENCE ** (rank - 1), 0);
  return ((1 - PERSISTENCE) * sum) / highest;
};

/** trec_eval `rbp_resid`: what `rbp` would gain if all that was not judged were relevant; 0 where all was judged. */
export const rankBiasedResidual: RunMeasure = ({ ranks }, { retrieved, nonRelevantRanks }) => {
  const judged = [...ranks, ...nonRelevantRanks];
  if (judged.length === retrieved) return 0;
  return 1 - (1 - PERSISTENCE) * judged.reduce((sum, rank) => sum + PERSISTENCE ** (rank - 1), 0);
};

/** trec_eval `unj_k`: share of the first k that were not judged; ranks below the end of the run are not counted. */
export const unjudged: RunMeasure = ({ ranks }, { retrieved, nonRelevantRanks }, k) =>
  (Math.min(retrieved, k) - countWithin(ranks, k) - countWithin(nonRelevantRanks, k)) / k;

/** trec_eval's arithmetic gives 0 where nothing was retrieved. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
