import type { FigureKey, KnownFigures, RegimeFigures } from './figures.ts';
import type { Regime } from './regime.ts';

/** Figures that papers published. They stand beside ours and are never mixed with them: other models, data and training. */

export interface Source {
  readonly name: string;
  readonly arxiv: string;
}

export const HYBRID_PAPER: Source = {
  name: 'Hybrid batch training',
  arxiv: '2408.10536',
};
export const LAREQA_PAPER: Source = {
  name: 'LAReQA',
  arxiv: '2004.05484',
};
export const ALIGNMENT_PAPER: Source = {
  name: 'mDPR for Amharic and Khmer',
  arxiv: '2408.11942',
};

/** The three regimes of one model on one corpus. */
export interface PublishedRun {
  readonly source: Source;
  readonly model: string;
  readonly corpus: string;
  /** Decimals that mAP is printed with. */
  readonly digits: number;
  readonly byRegime: Readonly<Partial<Record<Regime, KnownFigures>>>;
}

const run = (
  model: string,
  corpus: string,
  figures: Readonly<Record<'x-x-mono' | 'x-y' | 'hybrid', readonly [number, number, number, number]>>,
): PublishedRun & { readonly byRegime: Readonly<Record<'x-x-mono' | 'x-y' | 'hybrid', RegimeFigures>> } => {
  const named = ([mono, cross, multi, rankDistance]: readonly [
    number,
    number,
    number,
    number,
  ]): RegimeFigures => ({ mono, cross, multi, rankDistance });
  return {
    source: HYBRID_PAPER,
    model,
    corpus,
    digits: 4,
    byRegime: {
      'x-x-mono': named(figures['x-x-mono']),
      'x-y': named(figures['x-y']),
      hybrid: named(figures.hybrid),
    },
  };
};

/** arXiv 2408.10536 on XQuAD-R: mAP monolingual, cross-lingual, multilingual pool; mean rank distance. */
const HYBRID_XQUAD = [
  run('XLM-R', 'XQuAD-R', {
    'x-x-mono': [0.7918, 0.6737, 0.5479, 410.2],
    'x-y': [0.7554, 0.6997, 0.5934, 295.4],
    hybrid: [0.7977, 0.7053, 0.5927, 286.6],
  }),
  run('LaBSE', 'XQuAD-R', {
    'x-x-mono': [0.8083, 0.7519, 0.6517, 261.5],
    'x-y': [0.8008, 0.7618, 0.6791, 225.2],
    hybrid: [0.8167, 0.7672, 0.6817, 221.1],
  }),
] as const;

/** The same on MLQA-R. */
const HYBRID_MLQA = [
  run('XLM-R', 'MLQA-R', {
    'x-x-mono': [0.6475, 0.5843, 0.4731, 287.5],
    'x-y': [0.6256, 0.62, 0.5076, 226.7],
    hybrid: [0.6481, 0.6234, 0.5121, 227.1],
  }),
  run('LaBSE', 'MLQA-R', {
    'x-x-mono': [0.6807, 0.6561, 0.5504, 225.3],
    'x-y': [0.671, 0.6767, 0.5755, 198.3],
    hybrid: [0.6864, 0.6811, 0.5785, 195.0],
  }),
] as const;

/** LAReQA's mBERT: mAP in the multilingual pool alone. En-En is zero-shot. */
const LAREQA = [
  { corpus: 'XQuAD-R', pool: [0.29, 0.52, 0.66] },
  { corpus: 'MLQA-R', pool: [0.36, 0.49, 0.49] },
].map(({ corpus, pool: [english, mono, cross] }): PublishedRun => ({
  source: LAREQA_PAPER,
  model: 'mBERT',
  corpus,
  digits: 2,
  byRegime: {
    'zero-shot': { multi: english ?? NaN },
    'x-x-mono': { multi: mono ?? NaN },
    'x-y': { multi: cross ?? NaN },
  },
}));

export const PUBLISHED_RUNS: readonly PublishedRun[] = [...HYBRID_XQUAD, ...HYBRID_MLQA, ...LAREQA];

/**
 * MIRACL, 15 languages, each searched in its own: mean nDCG@10 (arXiv 2408.10536). Another measure than ours, so it
 * stands beside the monolingual claim as a remark.
 */
export const HYBRID_MIRACL = [
  { model: 'XLM-R', 'x-x-mono': 0.4148, 'x-y': 0.3993, hybrid: 0.4054 },
  { model: 'LaBSE', 'x-x-mono': 0.4551, 'x-y': 0.4184, hybrid: 0.4411 },
] as const;

/** Points of published curves over α: X-Y is α = 0, hybrid α = 0.5, X-X-mono α = 1. */
export const PUBLISHED_CURVES: readonly {
  readonly model: string;
  readonly points: readonly (Readonly<Record<FigureKey, number>> & { readonly alpha: number })[];
}[] = HYBRID_XQUAD.map(({ model, byRegime }) => ({
  model,
  points: [
    { alpha: 0, ...byRegime['x-y'] },
    { alpha: 0.5, ...byRegime.hybrid },
    { alpha: 1, ...byRegime['x-x-mono'] },
  ],
}));

export const PUBLISHED_CURVES_NOTE =
  'arXiv 2408.10536 on XQuAD-R: whole encoders trained on millions of texts in nine languages. X-Y is α = 0, hybrid α = 0.5, X-X-mono α = 1.';
