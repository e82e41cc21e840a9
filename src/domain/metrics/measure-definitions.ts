import type { Definition } from './measure-family.ts';
import { cutAt, TREC_EVAL } from './measure-family.ts';

/** Measures that are at home in every view. */
export const DEFINITIONS: readonly Definition[] = [
  {
    family: 'R',
    names: ['r', 'recall'],
    cut: 'required',
    trec: { cut: cutAt('recall') },
    explanation: 'The share of a query’s relevant passages that stand among the first k.',
    convention: TREC_EVAL,
  },
  {
    family: 'Rhalf',
    names: ['rhalf', 'r-half'],
    cut: 'required',
    trec: {},
    explanation:
      'As R@k, where a relevant passage whose score other passages share counts half if only their order decides whether it stands among the first k: the mean of the best and the worst order of ties.',
    convention:
      'Ours, for matching sentences (Tatoeba, MKQA), where texts that an encoder cannot tell apart have equal scores.',
  },
  {
    family: 'P',
    names: ['p', 'precision'],
    cut: 'required',
    trec: { cut: cutAt('P') },
    explanation: 'The share of the first k passages that are relevant.',
    convention: TREC_EVAL,
  },
  {
    family: 'Rprec',
    names: ['rprec', 'r-prec', 'r-precision'],
    cut: 'none',
    trec: { uncut: 'Rprec' },
    explanation:
      'The share of relevant passages among the first R, where R is how many relevant passages the query has.',
    convention: `${TREC_EVAL} (Rprec)`,
  },
  {
    family: 'Success',
    names: ['success'],
    cut: 'required',
    trec: { cut: cutAt('success', [1, 5, 10]) },
    explanation: '1 when at least one relevant passage stands among the first k, else 0.',
    convention: TREC_EVAL,
  },
  {
    family: 'nDCG',
    names: ['ndcg'],
    cut: 'optional',
    trec: { uncut: 'ndcg', cut: cutAt('ndcg_cut') },
    explanation:
      'Each relevant passage gains its level / log2(rank + 1); the sum is divided by that of the best possible order, cut at k as well.',
    convention: `${TREC_EVAL} Gain is linear (ndcg_cut), not 2^level − 1; where a corpus has no levels, every relevant passage has level 1.`,
  },
  {
    family: 'MRR',
    names: ['mrr', 'rr'],
    cut: 'optional',
    trec: { uncut: 'recip_rank' },
    explanation: 'One divided by the rank of the first relevant passage; 0 when it stands below the cut.',
    convention: `${TREC_EVAL} (recip_rank)`,
  },
  {
    family: 'mAP',
    names: ['map', 'ap'],
    cut: 'none',
    trec: { uncut: 'map' },
    explanation:
      'The mean of the precision at the rank of each relevant passage, over the whole ranking; a passage that was not retrieved adds 0.',
    convention: `${TREC_EVAL} (map, uncut)`,
  },
  {
    family: 'mAPcut',
    names: ['mapcut'],
    cut: 'required',
    trec: { cut: cutAt('map_cut') },
    explanation:
      'As mAP, but only the first k passages count; divided by all R relevant passages, so that it cannot reach 1 where R is larger than k. LAReQA’s mAPlareqa@k divides by the smaller of R and k instead.',
    convention: `${TREC_EVAL} (map_cut)`,
  },
  {
    family: 'mAPlareqa',
    names: ['maplareqa'],
    cut: 'required',
    trec: {},
    explanation:
      'As mAP, but only the first k passages count; divided by the smaller of R and k, so that it reaches 1 whenever the first k are as good as they can be. trec_eval’s mAPcut@k divides by R instead.',
    convention:
      'LAReQA (arXiv 2004.05484), evaluator of XTREME-R. Ties, which it leaves open, are broken by passage id, descending.',
  },
  {
    family: 'RD',
    names: ['rd', 'rankdistance'],
    cut: 'none',
    trec: {},
    higherIsBetter: false,
    unit: 'ranks',
    explanation:
      'Rank distance: the highest minus the lowest rank of the parallel relevant passages in the pool of all languages. Small means that the language of a passage hardly matters. A passage that was not retrieved counts as last.',
    convention:
      'Hybrid batch training (arXiv 2408.10536), footnote 6; untruncated ranks, mean over queries, then over languages.',
  },
];
