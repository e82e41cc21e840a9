import type { LanguageCode } from '../corpus/types.ts';
import type { RegimeFigures } from './figures.ts';

/** The sweeps that training measured: see `protocol/sweeps.ts` for the file. mAP as fractions, rank distance in ranks. */
export interface Sweeps {
  readonly corpus: string;
  /** By rising α; α is the share of monolingual batches. */
  readonly alpha: readonly AlphaPoint[];
  readonly languages: {
    /** In which languages were added; each point was trained on the first `count` of them. */
    readonly order: readonly LanguageCode[];
    /** By rising count. */
    readonly points: readonly LanguagesPoint[];
  };
}

export interface AlphaPoint extends RegimeFigures {
  readonly alpha: number;
}

export interface LanguagesPoint {
  readonly count: number;
  readonly languages: readonly LanguageCode[];
  /** Over languages of the corpus that were trained on, and pairs of them. `null`: none were. */
  readonly seen: GroupFigures | null;
  /** Over the others, and pairs with at least one of them. `null`: there is none. */
  readonly unseen: GroupFigures | null;
  readonly all: RegimeFigures;
}

export interface GroupFigures {
  readonly mono: number | null;
  /** `null` where the group holds no pair. */
  readonly cross: number | null;
}

/** α of the regimes that are points of the sweep. */
const ALPHA_OF = { 'x-y': 0, hybrid: 0.5, 'x-x-mono': 1 } as const;

/** The figures of a regime in the sweep, where its α was swept. */
export function atRegime(
  points: readonly AlphaPoint[],
  regime: keyof typeof ALPHA_OF,
): AlphaPoint | undefined {
  return points.find(({ alpha }) => Math.abs(alpha - ALPHA_OF[regime]) < 1e-9);
}
