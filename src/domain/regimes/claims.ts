import type { FigureKey } from './figures.ts';
import type { Source } from './published.ts';
import { ALIGNMENT_PAPER, HYBRID_MIRACL, HYBRID_PAPER, LAREQA_PAPER } from './published.ts';
import type { Regime } from './regime.ts';

/** What papers say of regimes, as data that `check-claim.ts` holds against figures. No verdict stands here. */

interface ClaimText {
  readonly id: string;
  readonly statement: string;
  /** Whose claim it is; `null` for what is often expected and no paper here has measured. */
  readonly source: Source | null;
  /** What a reader should know besides: where the paper's own figures disagree, what is not comparable. */
  readonly remark?: string;
}

/** `at-least` and `at-most` allow for equality; `above` and `below` ask for a difference that can be seen. */
export type Relation = 'at-least' | 'at-most' | 'above' | 'below';

/** One figure of two regimes. */
export interface RegimeClaim extends ClaimText {
  readonly kind: 'regimes';
  readonly figure: FigureKey;
  readonly subject: Regime;
  readonly relation: Relation;
  readonly reference: Regime;
}

/** Where along α the mean of the three mAP is highest, or how much it moves there. */
export interface AlphaClaim extends ClaimText {
  readonly kind: 'alpha-best' | 'alpha-stable';
  readonly from: number;
  readonly to: number;
}

/** Whether languages outside training gain as others are added. */
export interface LanguagesClaim extends ClaimText {
  readonly kind: 'languages';
  readonly figure: 'mono' | 'cross';
}

export type Claim = RegimeClaim | AlphaClaim | LanguagesClaim;

const miracl = HYBRID_MIRACL.map(
  (row) => `${row.model} ${row['x-x-mono'].toFixed(4)} against ${row.hybrid.toFixed(4)}`,
).join(', ');

export const CLAIMS: readonly Claim[] = [
  {
    id: 'hybrid-keeps-mono',
    kind: 'regimes',
    statement:
      'Hybrid batches cost nothing within one language: monolingual mAP is not below that of monolingual batches.',
    figure: 'mono',
    subject: 'hybrid',
    relation: 'at-least',
    reference: 'x-x-mono',
    source: HYBRID_PAPER,
    remark: `On MIRACL the same paper has monolingual batches ahead of hybrid ones (nDCG@10, mean of 15 languages: ${miracl}).`,
  },
  {
    id: 'hybrid-keeps-cross',
    kind: 'regimes',
    statement: 'Hybrid batches are at least as good across languages as cross-lingual batches alone.',
    figure: 'cross',
    subject: 'hybrid',
    relation: 'at-least',
    reference: 'x-y',
    source: HYBRID_PAPER,
  },
  {
    id: 'hybrid-keeps-pool',
    kind: 'regimes',
    statement:
      'In the pool of all languages, hybrid batches are at least as good as cross-lingual batches alone.',
    figure: 'multi',
    subject: 'hybrid',
    relation: 'at-least',
    reference: 'x-y',
    source: HYBRID_PAPER,
  },
  {
    id: 'mono-costs-cross',
    kind: 'regimes',
    statement: 'Cross-lingual batches find more across languages than monolingual ones.',
    figure: 'cross',
    subject: 'x-y',
    relation: 'above',
    reference: 'x-x-mono',
    source: HYBRID_PAPER,
  },
  {
    id: 'cross-costs-mono',
    kind: 'regimes',
    statement: 'Cross-lingual batches alone cost quality within one language.',
    figure: 'mono',
    subject: 'x-y',
    relation: 'below',
    reference: 'x-x-mono',
    source: HYBRID_PAPER,
  },
  {
    id: 'cross-wins-pool',
    kind: 'regimes',
    statement: 'In the pool of all languages, cross-lingual batches are ahead of monolingual ones.',
    figure: 'multi',
    subject: 'x-y',
    relation: 'above',
    reference: 'x-x-mono',
    source: LAREQA_PAPER,
    remark: 'LAReQA prints two decimals, so that equal figures there may differ.',
  },
  {
    id: 'mono-distance-hybrid',
    kind: 'regimes',
    statement: 'Monolingual batches give more language bias than hybrid ones: their rank distance is larger.',
    figure: 'rankDistance',
    subject: 'x-x-mono',
    relation: 'above',
    reference: 'hybrid',
    source: HYBRID_PAPER,
    remark:
      'The paper’s text (section 4.2.2) gives X-X-mono 295.4 ranks for XLM-R; its table has 410.2, and 295.4 for X-Y. The table is used here.',
  },
  {
    id: 'mono-distance-cross',
    kind: 'regimes',
    statement: 'Monolingual batches give more language bias than cross-lingual ones.',
    figure: 'rankDistance',
    subject: 'x-x-mono',
    relation: 'above',
    reference: 'x-y',
    source: HYBRID_PAPER,
  },
  {
    id: 'hybrid-distance',
    kind: 'regimes',
    statement:
      'Hybrid batches have no more language bias than cross-lingual ones: their rank distance is not larger.',
    figure: 'rankDistance',
    subject: 'hybrid',
    relation: 'at-most',
    reference: 'x-y',
    source: HYBRID_PAPER,
  },
  {
    id: 'alpha-best',
    kind: 'alpha-best',
    statement: 'α around a half (0.4 to 0.6) is best.',
    from: 0.4,
    to: 0.6,
    source: HYBRID_PAPER,
    remark:
      'The paper searched α from 0 to 1, chose 0.5 and calls 0.4 to 0.6 stable. It publishes figures for 0, 0.5 and 1 only. What is compared here is the mean of the three mAP.',
  },
  {
    id: 'alpha-stable',
    kind: 'alpha-stable',
    statement: 'Between α = 0.4 and 0.6 little changes.',
    from: 0.4,
    to: 0.6,
    source: HYBRID_PAPER,
  },
  {
    id: 'english-alone',
    kind: 'regimes',
    statement:
      'Training on English alone falls behind in the pool of all languages, even behind monolingual batches.',
    figure: 'multi',
    subject: 'zero-shot',
    relation: 'below',
    reference: 'x-x-mono',
    source: LAREQA_PAPER,
  },
  {
    id: 'aligned-cross',
    kind: 'regimes',
    statement: 'Bringing languages together before fine-tuning helps across languages.',
    figure: 'cross',
    subject: 'aligned',
    relation: 'above',
    reference: 'hybrid',
    source: ALIGNMENT_PAPER,
    remark:
      'The study speaks of modest improvements for Amharic and Khmer. It compares with a multilingual retriever without alignment, not with hybrid batches.',
  },
  {
    id: 'more-languages-mono',
    kind: 'languages',
    statement: 'More training languages help languages outside training, within themselves.',
    figure: 'mono',
    source: null,
    remark:
      'Which languages are outside training changes from point to point, so part of the difference may be theirs.',
  },
  {
    id: 'more-languages-cross',
    kind: 'languages',
    statement: 'More training languages help across languages where one of the two is outside training.',
    figure: 'cross',
    source: null,
    remark: 'Which pairs these are changes from point to point, so part of the difference may be theirs.',
  },
];
