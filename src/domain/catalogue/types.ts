import type { FilePlan } from '../corpus/read-plan.ts';
import type { LanguageCode } from '../corpus/types.ts';

/** A fact of somebody else's, with where it was read and when: nothing here was fetched by the app. */
export interface Sourced<T> {
  readonly value: T;
  /** URL of the page. */
  readonly source: string;
  /** ISO date on which it was read. */
  readonly read: string;
}

/** An encoder that many people use, and what is known of it before anything is fetched. */
export interface CatalogueEncoder {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** On the Hub, of a repository that holds ONNX files. */
  readonly repo: string;
  /** Of a pair: the query encoder's. */
  readonly queryRepo: string | null;
  readonly parameters: Sourced<number> | null;
  readonly dimensions: Sourced<number> | null;
  readonly maxTokens: Sourced<number> | null;
  /** How many languages, or which. */
  readonly languages: Sourced<string> | null;
  readonly licence: Sourced<string> | null;
  /** Bytes of the ONNX file by number format, as far as they are known. */
  readonly sizes: Sourced<Readonly<Record<string, number>>> | null;
  readonly prefixes: Sourced<{ readonly query: string; readonly passage: string }> | null;
  /** What must be accepted at the source first; `null`: nothing. */
  readonly accept: Sourced<string> | null;
  /** What should be known before choosing it: no ONNX files of the authors', say. */
  readonly notes: readonly string[];
}

/** A corpus that can be opened from its public home. */
export interface CatalogueDataset {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Page of the dataset. */
  readonly home: string;
  readonly licence: Sourced<string>;
  /** Opened as one: every language together (`whole`), or by one language or more. */
  readonly opens: 'whole' | 'by-language';
  /** In `by-language` the languages that can be chosen; in `whole` all that it has. */
  readonly languages: readonly LanguageCode[];
  readonly files: readonly CatalogueFile[];
  readonly notes: readonly string[];
}

export interface CatalogueFile {
  readonly url: string;
  /** Of the files as they are fetched; `null` where the source does not say. */
  readonly bytes: number | null;
  /** `null`: wanted for every choice of languages. */
  readonly lang: LanguageCode | null;
  /** How it is read; `null`: as it is recognised. */
  readonly plan: FilePlan | null;
}
