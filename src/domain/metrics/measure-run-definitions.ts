import type { Definition, Family } from './measure-family.ts';
import { cutAt, TREC_EVAL } from './measure-family.ts';

type TrecOnly = Pick<Definition, 'explanation'> &
  Partial<Pick<Definition, 'higherIsBetter' | 'unit' | 'average'>>;

/** A measure that goes by trec_eval's name alone, for imported runs. */
function trecOnly(family: Family, cut: Definition['trec']['cut'] | null, rest: TrecOnly): Definition {
  return {
    family,
    names: [],
    cut: 'none',
    trec: cut === null || cut === undefined ? { uncut: family } : { cut },
    scope: 'run',
    convention: TREC_EVAL,
    ...rest,
  };
}

const TENTHS: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const FIFTHS: readonly number[] = [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2];

/** Measures of imported runs alone, for whom trec_eval's whole output is to be had. */
export const RUN_DEFINITIONS: readonly Definition[] = [
  trecOnly('num_ret', null, {
    unit: 'count',
    average: 'sum',
    explanation: 'Passages that the run holds, over all queries.',
  }),
  trecOnly('num_rel', null, {
    unit: 'count',
    average: 'sum',
    explanation: 'Relevant passages, over all queries.',
  }),
  trecOnly('num_rel_ret', null, {
    unit: 'count',
    average: 'sum',
    explanation: 'Relevant passages that the run holds, over all queries.',
  }),
  trecOnly('num_nonrel_judged_ret', null, {
    unit: 'count',
    average: 'sum',
    higherIsBetter: false,
    explanation: 'Passages in the run that were judged not relevant, over all queries.',
  }),
  trecOnly('gm_map', null, {
    average: 'geometric',
    explanation:
      'The geometric mean of mAP over queries, none below 0.00001: it rewards having no bad query.',
  }),
  trecOnly('gm_bpref', null, {
    average: 'geometric',
    explanation: 'The geometric mean of bpref over queries, none below 0.00001.',
  }),
  trecOnly('bpref', null, {
    explanation:
      'How seldom passages judged not relevant stand above relevant ones; passages that were not judged are passed over.',
  }),
  trecOnly('infAP', null, {
    explanation: 'mAP as it is to be expected when only a sample of the pool was judged.',
  }),
  trecOnly(
    'iprec_at_recall',
    { name: 'iprec_at_recall', parameter: 'recall', defaults: TENTHS },
    {
      explanation: 'The best precision at this recall or at any higher one.',
    },
  ),
  trecOnly('11pt_avg', null, {
    explanation: 'Interpolated precision at the recall points 0, 0.1 … 1, averaged.',
  }),
  trecOnly(
    'Rprec_mult',
    { name: 'Rprec_mult', parameter: 'multiple', defaults: FIFTHS },
    {
      explanation: 'Precision at a multiple of R, the number of relevant passages.',
    },
  ),
  trecOnly('relative_P', cutAt('relative_P'), {
    explanation: 'Precision at k, divided by the best that is possible there.',
  }),
  trecOnly('binG', null, {
    explanation:
      'Each relevant passage gains 1 / log2(2 + passages above it that are not relevant); divided by R.',
  }),
  trecOnly('set_P', null, { explanation: 'Precision of everything that was retrieved.' }),
  trecOnly('set_recall', null, { explanation: 'Recall of everything that was retrieved.' }),
  trecOnly('set_map', null, { explanation: 'Precision times recall of everything that was retrieved.' }),
  trecOnly('set_F', null, {
    explanation: 'Harmonic mean of the precision and recall of everything retrieved.',
  }),
  trecOnly('set_relative_P', null, {
    explanation: 'Precision of everything that was retrieved, divided by the best that is possible.',
  }),
  trecOnly('utility', null, {
    unit: 'count',
    explanation: 'Relevant passages retrieved, less the other passages retrieved.',
  }),
  trecOnly('rbp', null, {
    explanation:
      'Rank-biased precision at persistence 0.9; gain is the level over the highest level of the query.',
  }),
  trecOnly('rbp_resid', null, {
    higherIsBetter: false,
    explanation: 'How much of rank-biased precision depends on passages that were not judged.',
  }),
  trecOnly('unj', cutAt('unj', [5, 10, 20]), {
    higherIsBetter: false,
    explanation: 'The share of the first k passages that were not judged.',
  }),
];
