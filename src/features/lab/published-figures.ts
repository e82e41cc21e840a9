import type { FigureKey } from './verdict.ts';

/** Figures of a paper at one α. mAP as fractions, rank distance in ranks. */
interface PublishedPoint extends Readonly<Record<FigureKey, number>> {
  readonly alpha: number;
}

export interface PublishedModel {
  readonly model: string;
  readonly points: readonly PublishedPoint[];
}

export const PUBLISHED_SOURCE =
  'arXiv 2408.10536 on XQuAD-R: whole encoders trained on millions of texts in nine languages. X-Y is α = 0, hybrid α = 0.5, X-X-mono α = 1.';

/** They stand beside ours and are never mixed with them: other models, other data, another kind of training. */
export const PUBLISHED: readonly PublishedModel[] = [
  {
    model: 'XLM-R',
    points: [
      { alpha: 0, mono: 0.7554, cross: 0.6997, multi: 0.5934, rankDistance: 295.4 },
      { alpha: 0.5, mono: 0.7977, cross: 0.7053, multi: 0.5927, rankDistance: 286.6 },
      { alpha: 1, mono: 0.7918, cross: 0.6737, multi: 0.5479, rankDistance: 410.2 },
    ],
  },
  {
    model: 'LaBSE',
    points: [
      { alpha: 0, mono: 0.8008, cross: 0.7618, multi: 0.6791, rankDistance: 225.2 },
      { alpha: 0.5, mono: 0.8167, cross: 0.7672, multi: 0.6817, rankDistance: 221.1 },
      { alpha: 1, mono: 0.8083, cross: 0.7519, multi: 0.6517, rankDistance: 261.5 },
    ],
  },
];
