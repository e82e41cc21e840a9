import type { RankMeasure } from './ranks.ts';
import { averagePrecision, ndcg, precision, recall, reciprocalRank, success } from './ranks.ts';

/** A measure is data: a name with its parameter, what it means, and whose convention it follows. */
export interface Measure {
  /** Such as `R@10`; the same measure always has the same name. */
  readonly canonical: string;
  readonly family: Family;
  /** `Infinity` for a measure that is not cut. */
  readonly k: number;
  readonly higherIsBetter: boolean;
  /** `fraction` 0–1, or `ranks`. */
  readonly unit: 'fraction' | 'ranks';
  /** For "How is this computed?". */
  readonly explanation: string;
  readonly convention: string;
}

export type Family = 'R' | 'P' | 'Success' | 'nDCG' | 'MRR' | 'mAP' | 'RD';

interface Definition {
  readonly family: Family;
  readonly names: readonly string[];
  readonly cut: 'required' | 'optional' | 'none';
  readonly explanation: string;
  readonly convention: string;
}

const TREC_EVAL =
  'trec_eval 10 with -c: every judged query counts; ties by score are broken by passage id, descending.';

const DEFINITIONS: readonly Definition[] = [
  {
    family: 'R',
    names: ['r', 'recall'],
    cut: 'required',
    explanation: 'The share of a query’s relevant passages that stand among the first k.',
    convention: TREC_EVAL,
  },
  {
    family: 'P',
    names: ['p', 'precision'],
    cut: 'required',
    explanation: 'The share of the first k passages that are relevant.',
    convention: TREC_EVAL,
  },
  {
    family: 'Success',
    names: ['success'],
    cut: 'required',
    explanation: '1 when at least one relevant passage stands among the first k, else 0.',
    convention: TREC_EVAL,
  },
  {
    family: 'nDCG',
    names: ['ndcg'],
    cut: 'optional',
    explanation:
      'Each relevant passage gains 1 / log2(rank + 1); the sum is divided by that of the best possible order, cut at k as well.',
    convention: `${TREC_EVAL} Gain is linear (ndcg_cut), judgements are binary.`,
  },
  {
    family: 'MRR',
    names: ['mrr', 'rr'],
    cut: 'optional',
    explanation: 'One divided by the rank of the first relevant passage.',
    convention: `${TREC_EVAL} (recip_rank)`,
  },
  {
    family: 'mAP',
    names: ['map', 'ap'],
    cut: 'none',
    explanation:
      'The mean of the precision at the rank of each relevant passage, over the whole ranking; a passage that was not retrieved adds 0.',
    convention: `${TREC_EVAL} (map, uncut)`,
  },
  {
    family: 'RD',
    names: ['rd', 'rankdistance'],
    cut: 'none',
    explanation:
      'Rank distance: the highest minus the lowest rank of the parallel relevant passages in the pool of all languages. Small means that the language of a passage hardly matters. A passage that was not retrieved counts as last.',
    convention:
      'Hybrid batch training (arXiv 2408.10536), footnote 6; untruncated ranks, mean over queries, then over languages.',
  },
];

const NAME = /^([a-z]+)(?:@([1-9]\d*))?$/;

/** Reads `R@10`, `recall@10`, `nDCG`, `MRR@100`, `mAP`, `RD`, in any case; `null` for anything else. */
export function parseMeasure(name: string): Measure | null {
  const parts = NAME.exec(name.trim().toLowerCase());
  const definition = DEFINITIONS.find(({ names }) => names.includes(parts?.[1] ?? ''));
  if (parts === null || definition === undefined) return null;
  const cut = parts[2];
  if (cut === undefined ? definition.cut === 'required' : definition.cut === 'none') return null;
  const isDistance = definition.family === 'RD';
  return {
    canonical: cut === undefined ? definition.family : `${definition.family}@${cut}`,
    family: definition.family,
    k: cut === undefined ? Infinity : Number(cut),
    higherIsBetter: !isDistance,
    unit: isDistance ? 'ranks' : 'fraction',
    explanation: definition.explanation,
    convention: definition.convention,
  };
}

/** The function that computes a measure from ranks; rank distance is not of that kind (see `settings.ts`). */
export const RANK_MEASURES: Readonly<Record<Exclude<Family, 'RD'>, RankMeasure>> = {
  R: recall,
  P: precision,
  Success: success,
  nDCG: ndcg,
  MRR: reciprocalRank,
  mAP: averagePrecision,
};
