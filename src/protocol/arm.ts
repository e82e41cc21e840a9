import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { LanguageCode, Passage } from '../domain/corpus/types.ts';
import type { Report } from '../domain/metrics/figures.ts';
import type { Method } from './contract.ts';
import type { EncoderEntry } from './manifest.ts';

/** Where an encoder runs. A lexical arm has no device. */
export type Device = 'wasm' | 'webgpu';

export interface OpenInput {
  /** `null` opens BM25. */
  readonly encoder: EncoderEntry | null;
  /** Absolute URL of the folder that holds the encoder's files (a worker resolves nothing by itself). */
  readonly baseUrl: string;
  readonly threads: number;
}

export interface OpenOutput {
  readonly dimensions: number | null;
  readonly threads: number;
}

export interface OpenProgress {
  readonly step: 'download' | 'verify' | 'session';
  readonly file: string;
  readonly loaded: number;
  readonly total: number;
}

export interface CheckInput {
  readonly texts: readonly string[];
}

/** A fixed set of texts encoded on this device, to compare devices by output and by speed. */
export interface CheckOutput {
  /** [texts × dimensions] */
  readonly vectors: Float32Array;
  readonly textsPerSecond: number;
}

export interface IndexInput {
  /** The shard as JSON (`Shard`): a Blob crosses by reference, so the text is never copied on the main thread. */
  readonly shard: Blob;
  /** Names the shard's content; indexing the same shard again goes on where it stopped. */
  readonly shardHash: string;
}

export interface IndexProgress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

export interface IndexOutput {
  readonly passages: number;
  readonly queries: number;
  readonly generated: number;
  readonly seconds: number;
}

export interface SearchInput {
  readonly text: string;
  /** Set when the text is a query of the shard, so that gold marks can be shown. */
  readonly queryId: string | null;
  readonly k: number;
  /** Empty means all. */
  readonly passageLanguages: readonly LanguageCode[];
  readonly fusion: FusionChoice | null;
}

export interface Hit {
  /** 1-based rank among the passages that the filter lets through. */
  readonly rank: number;
  readonly score: number;
  readonly passage: Passage;
  readonly gold: boolean;
  /** Character ranges of the passage's text whose words also stand in the query. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

export interface SearchOutput {
  readonly hits: readonly Hit[];
  /** Relevant passages below rank k, best first, with the rank they got; rank `null`: not retrieved. */
  readonly missed: readonly { readonly rank: number | null; readonly passage: Passage }[];
  /** Share of each language among the hits, and in the pool that was searched. */
  readonly shares: readonly { readonly lang: LanguageCode; readonly top: number; readonly pool: number }[];
  readonly searched: number;
  /** Passages that are not encoded yet, and so could not be found. */
  readonly pending: number;
  readonly milliseconds: { readonly encode: number; readonly search: number };
}

export interface EvaluateInput {
  /** Canonical names, see `domain/metrics/measure.ts`. */
  readonly measures: readonly string[];
  /** Depth of the top-k language share; at most 100. */
  readonly k: number;
  readonly fusion: FusionChoice | null;
}

export interface EvaluateProgress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/**
 * One arm: an encoder with its index, or BM25. `check` is for encoders only.
 * `index` must be done before `evaluate`; `search` answers over what is encoded so far.
 */
export type ArmContract = {
  open: Method<OpenInput, OpenOutput, OpenProgress>;
  check: Method<CheckInput, CheckOutput>;
  index: Method<IndexInput, IndexOutput, IndexProgress>;
  search: Method<SearchInput, SearchOutput>;
  evaluate: Method<EvaluateInput, Report, EvaluateProgress>;
};
