import type { Family } from './measure-family.ts';
import type { Measure } from './measure.ts';
import type { Convention, RunMeasure } from './ranks-run.ts';
import {
  binaryGain,
  binaryPreference,
  elevenPointAverage,
  inferredAveragePrecision,
  interpolatedPrecision,
  precisionAtMultiple,
  rankBiasedPrecision,
  rankBiasedResidual,
  setAveragePrecision,
  setF,
  setPrecision,
  setRecall,
  setRelativePrecision,
  unjudged,
  utility,
} from './ranks-run.ts';
import type { JudgedList, RankMeasure } from './ranks.ts';
import {
  averagePrecision,
  averagePrecisionLareqa,
  ndcg,
  precision,
  rPrecision,
  recall,
  reciprocalRank,
  relativePrecision,
  success,
} from './ranks.ts';

type Compute = (list: JudgedList, k: number, convention: Convention) => number | null;

const COMPUTE: Readonly<Record<Family, Compute>> = {
  R: recall,
  // A matter of ties, which a list does not know: `halfTiedRecall` of `half-tied-recall.ts`.
  Rhalf: () => null,
  P: precision,
  Rprec: rPrecision,
  Success: success,
  nDCG: ndcg,
  MRR: reciprocalRank,
  mAP: averagePrecision,
  mAPcut: averagePrecision,
  mAPlareqa: averagePrecisionLareqa,
  // A matter of languages and of the pool's size, which a list does not know: `rankDistance` of `judged-ranks.ts`.
  RD: () => null,
  num_ret: ofRun((_, { retrieved }) => retrieved),
  num_rel: ({ relevant }) => relevant,
  num_rel_ret: ({ ranks }) => ranks.length,
  num_nonrel_judged_ret: ofRun((_, { nonRelevantRanks }) => nonRelevantRanks.length),
  gm_map: averagePrecision,
  gm_bpref: ofRun(binaryPreference),
  bpref: ofRun(binaryPreference),
  infAP: ofRun(inferredAveragePrecision),
  iprec_at_recall: interpolatedPrecision,
  '11pt_avg': (list, _, convention) => elevenPointAverage(list, convention),
  Rprec_mult: precisionAtMultiple,
  relative_P: relativePrecision,
  binG: binaryGain,
  set_P: ofRun(setPrecision),
  set_recall: ofRun(setRecall),
  set_map: ofRun(setAveragePrecision),
  set_F: ofRun(setF),
  set_relative_P: ofRun(setRelativePrecision),
  utility: ofRun(utility),
  rbp: ofRun(rankBiasedPrecision),
  rbp_resid: ofRun(rankBiasedResidual),
  unj: ofRun(unjudged),
};

/**
 * The value of a measure for one query: the one definition, for rank tables and imported runs alike.
 * `null` where nothing is relevant, and where the measure needs a run (`scope`) and the list is not of one.
 */
export function valueOf(
  measure: Measure,
  list: JudgedList,
  convention: Convention = 'trec_eval-10',
): number | null {
  return COMPUTE[measure.family](list, measure.k, convention);
}

function ofRun(compute: RunMeasure): RankMeasure {
  return (list, k) => (list.run === null ? null : compute(list, list.run, k));
}
