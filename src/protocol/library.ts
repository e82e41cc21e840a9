import type { Method } from './contract.ts';
import type { EncoderProfile, EncoderSettings, ModelRef } from './encoder.ts';

/** The library: models of the person's own, found, fetched, checked and kept, and what else this browser stores. */

export interface LookInput {
  readonly ref: ModelRef;
  /** The picked files where a place is a folder; empty otherwise. */
  readonly files: readonly File[];
  readonly queryFiles: readonly File[];
}

/** One way to run a model: an ONNX file (a pair of them) with a number format. */
export interface GraphOption {
  readonly model: string;
  readonly queryModel: string | null;
  /** `fp32`, `fp16`, `q8`, `q4`, `q4f16`, `bnb4`, or what the file's name says. */
  readonly dtype: string;
  /** Of the graph and the weights in second files; `null` where the server does not say. */
  readonly bytes: number | null;
}

/** A setting and where it was found: a path of the repository, or why it is the usual one. */
export interface Found<T> {
  readonly value: T;
  readonly from: string;
}

export interface ListedFile {
  readonly path: string;
  readonly bytes: number | null;
  /** Where the server says so (the Hub does for large files). */
  readonly sha256: string | null;
}

/** What is known of a model before its weights are fetched. */
export interface ModelReport {
  readonly ref: ModelRef;
  readonly name: string;
  /** The commit that the Hub answered with, `local` for a folder, `unversioned` for a plain server. */
  readonly revision: string;
  readonly licence: string | null;
  /** `BertModel`, as config.json names it. */
  readonly architecture: string | null;
  readonly files: readonly ListedFile[];
  readonly graphs: readonly GraphOption[];
  /** Paths of everything that is read when the model is run by a graph, by the graph's `model`. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** The longest text that the model was made for, and the numbers of its vectors, as far as its files say. */
  readonly limits: { readonly maxTokens: number | null; readonly dimensions: number | null };
  /** Lengths to which vectors may be cut (Matryoshka), longest first; empty where the model does not say. */
  readonly matryoshka: readonly number[];
  readonly settings: {
    readonly [Setting in keyof Omit<EncoderSettings, 'model' | 'queryModel'>]: Found<
      EncoderSettings[Setting]
    >;
  };
  /** Folders of Dense modules that are applied after pooling, in their order; not where the graph pools by itself. */
  readonly dense: readonly string[];
  /** What is out of the ordinary, for the person to know: a module that is not applied, a prompt among several. */
  readonly notes: readonly string[];
}

export interface BringInput extends LookInput {
  readonly settings: EncoderSettings;
  /** Of `look`; the files are those that it listed. */
  readonly report: ModelReport;
}

export interface DownloadProgress {
  readonly file: string;
  readonly files: number;
  readonly of: number;
  readonly loaded: number;
  /** `null` while the server has not said. */
  readonly total: number | null;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Bytes that an earlier try had kept. */
  readonly resumed: number;
}

/** A model that is here, ready to be opened by an encoder's worker. */
export interface BroughtModel {
  readonly profile: EncoderProfile;
  readonly blobs: Readonly<Record<string, Blob>>;
  readonly kept: 'disk' | 'memory';
  /** Why it is not kept on disk; `null` where it is, or was not to be. */
  readonly notice: string | null;
}

export type StoredKind = 'model' | 'download' | 'corpus' | 'vectors' | 'lab' | 'generated';

/** One thing that this browser keeps. */
export interface StoredItem {
  readonly kind: StoredKind;
  /** Names it to `remove`. */
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601; `null` where it is not known. */
  readonly saved: string | null;
  readonly detail: string;
}

export interface StorageReport {
  readonly items: readonly StoredItem[];
  /** `memory`: this browser keeps nothing; all is gone with the page. */
  readonly keeps: 'disk' | 'memory';
  /** Of the whole origin, in bytes, as the browser estimates; `null` where it does not. */
  readonly usage: number | null;
  readonly quota: number | null;
}

export type LibraryContract = {
  /**
   * Lists a model's files and reads its small ones: what it is, and how it would be run. No weights are fetched.
   * Errors: `network`, `not-found`, `access-denied`, `model-invalid`, `file-damaged`.
   */
  look: Method<LookInput, ModelReport>;
  /**
   * Fetches what the settings need, goes on where an earlier try stopped, checks and keeps it.
   * Errors: as `look`, and `hash-mismatch`, `out-of-memory`.
   */
  bring: Method<BringInput, BroughtModel, DownloadProgress>;
  /**
   * A kept model with other settings over the files that are here: an encoder of its own, and nothing is fetched.
   * Errors: `not-found` where the model or a file that the settings name is not kept, `model-invalid`, `storage-full`.
   */
  change: Method<{ readonly id: string; readonly settings: EncoderSettings }, BroughtModel>;
  /** A model that is kept, by its profile's id; `null` where it is not. */
  open: Method<{ readonly id: string }, BroughtModel | null>;
  /** Profiles of all models that are kept. */
  models: Method<null, readonly EncoderProfile[]>;
  /** What this browser stores: models, unfinished downloads, corpora, vectors, arms of the Lab, generated queries. */
  stored: Method<null, StorageReport>;
  remove: Method<{ readonly items: readonly Pick<StoredItem, 'kind' | 'key'>[] }, StorageReport>;
};
