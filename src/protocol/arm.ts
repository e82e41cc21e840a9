import type { AnswerFigure } from '../domain/answers/answer-figures.ts';
import type { Side } from '../domain/adapter/adapter.ts';
import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { LanguageCode, Passage } from '../domain/corpus/types.ts';
import type { Report, Setting } from '../domain/metrics/figures.ts';
import type { Method } from './contract.ts';
import type { EncoderProfile } from './encoder.ts';

/** Where an encoder runs. A lexical arm has no device. */
export type Device = 'wasm' | 'webgpu';

/** Where an encoder's files are, by their paths in `EncoderProfile.files`. */
export type ModelFilesAt =
  /** Absolute URL of the folder (a worker resolves nothing by itself). */
  | { readonly kind: 'url'; readonly baseUrl: string }
  /** Blobs cross by reference, whether they lie in memory or on disk. */
  | { readonly kind: 'blobs'; readonly blobs: Readonly<Record<string, Blob>> };

/** What ranks: an encoder (as it is, or as the Lab changed it), BM25, or a run that another system made. */
export type ArmSource =
  | {
      readonly kind: 'encoder';
      readonly encoder: EncoderProfile;
      readonly files: ModelFilesAt;
      readonly threads: number;
      /** What the Lab made of it (see `labArmSchema`); `null`: the encoder as it is. */
      readonly lab: Blob | null;
    }
  | { readonly kind: 'bm25' }
  /** A TREC run, as text. */
  | { readonly kind: 'run'; readonly name: string; readonly run: Blob };

export interface OpenInput {
  readonly source: ArmSource;
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
  /** UTF-16 units, for an estimate of how long texts of another length take. */
  readonly charactersPerSecond: number;
}

export interface IndexInput {
  /** The shard as JSON (`Shard`): a Blob crosses by reference, so the text is never copied on the main thread. */
  readonly shard: Blob;
  /** Names the shard's content; indexing the same shard again goes on where it stopped. */
  readonly shardHash: string;
  /** Vectors of this shard by the same encoder without the Lab's changes: they are taken over, not encoded again. */
  readonly frozen: FrozenVectors | null;
}

/** Vectors of a shard as an arm has them: float32, little endian, in Blobs, which cross by reference. */
export interface FrozenVectors {
  readonly dimensions: number;
  /** [passages × dimensions] */
  readonly passages: Blob;
  /** [queries × dimensions] */
  readonly queries: Blob;
  /** [distinct generated queries × dimensions], in the order of `planGenerated` */
  readonly generated: Blob;
}

export interface ExportVectorsInput {
  readonly format: 'npy' | 'safetensors';
}

/** Passage vectors of the shard as files for other programs, and for `importVectors`. */
export interface ExportedVectors {
  /** float32, C order [passages × dimensions]; in safetensors the tensor `passages`. */
  readonly vectors: Blob;
  /** JSON: `{encoder, revision, shardHash, dimensions, ids}`; `ids[i]` is row i. */
  readonly ids: Blob;
}

export interface ImportVectorsInput {
  readonly vectors: Blob;
  readonly ids: Blob;
  readonly shard: Blob;
  readonly shardHash: string;
}

export interface ImportVectorsOutput {
  /** Passages of the shard that got their vector from the file; the others are still to be indexed. */
  readonly taken: number;
  readonly passages: number;
}

export interface TokensInput {
  readonly texts: readonly string[];
  readonly side: Side;
}

/** One vector per token of each text, special tokens left out. Not normalised. */
export interface TokenVectors {
  readonly dimensions: number;
  /** Tokens as the vocabulary has them. [texts][tokens] */
  readonly tokens: readonly (readonly string[])[];
  /** Float32, little endian: all texts one after the other. [all tokens × dimensions] */
  readonly vectors: Blob;
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
  /** Of an encoder: vectors that were kept from an earlier time, and not encoded anew. */
  readonly taken?: number;
  /** Why vectors are not kept, where the person should know. */
  readonly notice?: string | null;
}

export interface KeepOutput {
  /** Why what is done is not kept, where the person should know. */
  readonly notice: string | null;
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
  /** Judged and found not relevant. What is neither was not judged. */
  readonly rejected: boolean;
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
  readonly trainedOn?: TrainedOn;
}

/**
 * `splitKey`s that an arm on the screen was trained on in the Lab: queries with a relevant passage under one of them
 * judge no arm at all, so that all arms are judged by the same questions. Empty or absent: every query judges.
 */
export type TrainedOn = readonly string[];

/** Which queries of a figure are meant. `null`: all languages; the setting says which pairs there are. */
export interface ValuesInput {
  readonly measure: string;
  readonly setting: Setting;
  readonly queryLanguage: LanguageCode | null;
  readonly passageLanguage: LanguageCode | null;
  readonly fusion: FusionChoice | null;
  readonly trainedOn?: TrainedOn;
}

/** One value for each query; where several passage languages are meant, the mean over those that are defined. */
export interface ValuesOutput {
  readonly queryIds: readonly string[];
  /** Parallel queries share a group; `null` for a query that stands alone. */
  readonly groups: readonly (string | null)[];
  readonly languages: readonly LanguageCode[];
  /** NaN where nothing could be judged. [queries] */
  readonly values: Float64Array;
  /** 1 where the arm is a run that has no results for the query: it counts as 0. [queries] */
  readonly noResults: Uint8Array;
}

export interface AnswersInput {
  /** `mono`: queries search the passages of their own language; `multi`: those of all. */
  readonly setting: 'mono' | 'multi';
  readonly k: number;
  readonly fusion: FusionChoice | null;
  /** English Punkt parameters of the person's, as `parsePunktParameters` reads them; `null`: approximate sentences. */
  readonly punkt: unknown;
  readonly trainedOn?: TrainedOn;
}

export interface AnswersOutput {
  readonly figures: readonly AnswerFigure[];
  /** Queries with answers. */
  readonly questions: number;
  /** Passages of each query that were looked at, at most. */
  readonly depth: number;
  readonly sentences: 'approximate' | 'punkt';
}

export interface ExportRunInput {
  /** Passages of each query, at most. */
  readonly depth: number;
  /** The last column of a TREC run: a name without spaces. */
  readonly tag: string;
  readonly fusion: FusionChoice | null;
  /** Queries that judge nobody are left out of the run. */
  readonly trainedOn?: TrainedOn;
}

export interface ExportRunOutput {
  /** Lines of a TREC run. */
  readonly run: Blob;
  readonly queries: number;
  readonly lines: number;
}

export interface MoversInput {
  readonly fusion: FusionChoice;
  /** `null`: all. */
  readonly queryLanguage: LanguageCode | null;
  readonly limit: number;
  readonly trainedOn?: TrainedOn;
}

/** A relevant passage that fusion moved, with the generated query that most likely did it. */
export interface Mover {
  readonly queryId: string;
  readonly queryText: string;
  readonly queryLanguage: LanguageCode;
  readonly passage: Passage;
  readonly before: number;
  readonly after: number;
  /** The passage's generated query nearest to the query (of a riser), or farthest from it; `null` where it has none. */
  readonly generated: {
    readonly text: string;
    readonly lang: LanguageCode;
    /** Inner product with the query's vector. */
    readonly similarity: number;
  } | null;
}

export interface MoversOutput {
  readonly rose: readonly Mover[];
  readonly fell: readonly Mover[];
}

export interface EvaluateProgress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/**
 * One arm: an encoder with its index, BM25, or a run. `check` and `movers` are for encoders only.
 * `index` must be done before `evaluate`, `values`, `exportRun` and `movers`; `search` answers over what is encoded
 * so far.
 */
export type ArmContract = {
  open: Method<OpenInput, OpenOutput, OpenProgress>;
  check: Method<CheckInput, CheckOutput>;
  index: Method<IndexInput, IndexOutput, IndexProgress>;
  /** After a cancelled `index` has ended: writes what it did to the disk, however little, where an arm keeps vectors. */
  keep: Method<null, KeepOutput>;
  search: Method<SearchInput, SearchOutput>;
  evaluate: Method<EvaluateInput, Report, EvaluateProgress>;
  /** The figures behind a figure, query by query. */
  values: Method<ValuesInput, ValuesOutput, EvaluateProgress>;
  /** Whether what is retrieved holds the answers, for queries that carry some. */
  answers: Method<AnswersInput, AnswersOutput, EvaluateProgress>;
  exportRun: Method<ExportRunInput, ExportRunOutput, EvaluateProgress>;
  movers: Method<MoversInput, MoversOutput, EvaluateProgress>;
  /** What an encoder made of the shard, for the Lab. */
  frozen: Method<null, FrozenVectors>;
  /** What `frozen` has of passages, as files. */
  exportVectors: Method<ExportVectorsInput, ExportedVectors>;
  /** Takes vectors of passages from files instead of encoding them; refuses those of another encoder. */
  importVectors: Method<ImportVectorsInput, ImportVectorsOutput>;
  /** Vectors of single tokens, for optimal transport. */
  tokens: Method<TokensInput, TokenVectors>;
};
