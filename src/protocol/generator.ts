import type { GeneratedQueries, LanguageCode, Passage } from '../domain/corpus/types.ts';
import type { OpenProgress } from './arm.ts';
import type { Method } from './contract.ts';
import type { GeneratorEntry } from './manifest.ts';

/** What decides the queries that a generator writes: the same options and passages give the same queries. */
export interface GenerateOptions {
  readonly languages: readonly LanguageCode[];
  /** Queries of each language for each passage. */
  readonly perLanguage: number;
  /** Sampling is among this many likeliest pieces. */
  readonly topK: number;
  readonly temperature: number;
  readonly seed: number;
}

export interface OpenGeneratorInput {
  readonly source:
    /** Absolute URL of the folder. */
    | { readonly kind: 'shipped'; readonly generator: GeneratorEntry; readonly baseUrl: string }
    /** The person's own, in the Hugging Face layout; names as they lie in the folder. */
    | { readonly kind: 'files'; readonly name: string; readonly files: readonly File[] };
  readonly threads: number;
}

export interface GenerateInput {
  readonly passages: readonly Passage[];
  readonly options: GenerateOptions;
}

export interface GenerateOutput {
  /** One row for each passage that received a query. */
  readonly rows: readonly GeneratedQueries[];
  /** Queries that came out empty, or twice for one passage and language. */
  readonly dropped: number;
}

/**
 * `generate` takes a few passages at a time, so that what is written is handed over as it comes and cancelling loses
 * little; the same passage gets the same queries in whatever company it is sent.
 */
export type GeneratorContract = {
  open: Method<OpenGeneratorInput, { readonly name: string }, OpenProgress>;
  generate: Method<GenerateInput, GenerateOutput>;
};
