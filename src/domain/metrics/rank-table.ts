import type { LanguageCode } from '../corpus/types.ts';

/**
 * The outcome of ranking every query against the whole pool, reduced to what measures need: where the relevant
 * passages landed. Ranks are 1-based and untruncated; 0 means not retrieved (a lexical arm gave no score).
 * Order is trec_eval's: score descending, ties by passage id descending.
 *
 * Row q of the table owns the entries `offsets[q] … offsets[q + 1] − 1` of the relevant arrays.
 */
export interface RankTable {
  /** Languages of the pool and of the queries, one shared list; the arrays below hold positions in it. */
  readonly languages: readonly LanguageCode[];
  /** Passages per language, in the order of `languages`. */
  readonly poolSizes: readonly number[];
  /** [queries] */
  readonly queryLanguage: Uint8Array;
  /** Parallel queries share a value; −1 when the query stands alone. [queries] */
  readonly queryGroup: Int32Array;
  /** [queries + 1] */
  readonly offsets: Uint32Array;
  /** [relevant] */
  readonly relevantLanguage: Uint8Array;
  /** Rank in the pool of all languages. [relevant] */
  readonly rankInPool: Uint32Array;
  /** Rank among the passages of the relevant passage's own language. [relevant] */
  readonly rankInLanguage: Uint32Array;
  /** Other passages with the same score that stand before it and after it in the pool. [relevant × 2] */
  readonly tiesInPool: Uint32Array;
  /** The same among the passages of its own language. [relevant × 2] */
  readonly tiesInLanguage: Uint32Array;
  /** Language of the passage at each of the top `depth` ranks in the pool; `NOTHING` where nothing was retrieved. [queries × depth] */
  readonly topLanguages: Uint8Array;
  readonly depth: number;
}

/** Marks an empty rank in `RankTable.topLanguages`. */
export const NOTHING = 255;
