import type { LanguageCode } from '../corpus/types.ts';

/**
 * How generated queries are fused into passage vectors (xQG, arXiv 2305.03950).
 * `sum` is the paper's (1−α)·p + α·Σq: more queries weigh more. `mean` divides Σq by their number.
 */
export interface FusionChoice {
  readonly mode: 'sum' | 'mean';
  readonly alpha: number;
  /** How many queries of each language, at most; 0 turns fusion off. */
  readonly perLanguage: number;
  /** Languages of queries that take part; a passage never receives queries in its own language. */
  readonly languages: readonly LanguageCode[];
  /** Bring fused vectors back to unit length, so that ranking is by cosine; the paper does not. */
  readonly normalise: boolean;
}
