import type { PeerFigure } from '../bias/peer-figure.ts';
import type { LanguageCode } from '../corpus/types.ts';

/**
 * The three settings of the hybrid-batch paper (arXiv 2408.10536, section 4).
 * mono: pool and query in one language. cross: ordered pairs of different languages, the pool holds one language.
 * multi: one pool of all languages, every parallel answer relevant.
 */
export type Setting = 'mono' | 'cross' | 'multi';
export const SETTINGS: readonly Setting[] = ['mono', 'cross', 'multi'];

/** One figure in tidy form, as `crosslens eval --json` prints it (plus the encoder's id). */
export interface Figure {
  readonly setting: Setting;
  /** A language, or `mean` for the macro mean. */
  readonly queryLanguage: LanguageCode;
  /** A language, `mean` for the macro mean, or `all` for the multilingual pool. */
  readonly passageLanguage: LanguageCode;
  /** Canonical name, such as `R@10`. */
  readonly measure: string;
  /** Fraction 0–1 (rank distance: ranks). `null` when no query could be judged. */
  readonly value: number | null;
  /** Queries behind the figure. */
  readonly n: number;
  /** Queries of the language(s) that had nothing to be judged by in this setting, and were left out. */
  readonly undefinedCount: number;
  /** Half-width of the 95 % interval over queries (normal approximation); `null` for means and for n < 2. */
  readonly margin: number | null;
}

/** query language × passage language, row-major: `values[row * columns.length + column]`. */
export interface LanguageMatrix {
  readonly rows: readonly LanguageCode[];
  readonly columns: readonly LanguageCode[];
  readonly values: readonly (number | null)[];
  readonly counts: readonly number[];
}

/** Rank distance (2408.10536, footnote 6): highest minus lowest rank of the parallel relevant passages. */
export interface RankDistance {
  readonly mean: number | null;
  readonly margin: number | null;
  readonly n: number;
  readonly perLanguage: readonly {
    readonly lang: LanguageCode;
    readonly value: number | null;
    readonly n: number;
  }[];
}

export interface BiasReport {
  readonly k: number;
  /** Share of each passage language among the top k, averaged over the queries of a language. */
  readonly topShare: LanguageMatrix;
  /** Share of each language in the pool, in the order of `topShare.columns`. */
  readonly poolShare: readonly number[];
  /** LAReQA's "limited to one target": the other correct passages are taken out of the pool. */
  readonly singleTargetMrr: LanguageMatrix;
  readonly rankDistance: RankDistance;
  /** PEER@k of the relevant passages, and of everything else in the top k. */
  readonly peer: { readonly relevant: PeerFigure; readonly others: PeerFigure };
}

/** Everything the views show of one arm on one shard. */
export interface Report {
  readonly figures: readonly Figure[];
  readonly bias: BiasReport;
  /** Queries ranked, and the size of the pool they were ranked against. */
  readonly queries: number;
  readonly passages: number;
  /** Fewest and most generated queries that a passage was fused with; `null` without fusion. */
  readonly fused: { readonly min: number; readonly max: number } | null;
  /** Judged queries that an imported run has no results for: they count as 0, as trec_eval's -c has it. */
  readonly noResults: number;
}
