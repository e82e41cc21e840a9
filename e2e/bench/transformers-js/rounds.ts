import type { EncoderProfile } from '../../../src/protocol/encoder.ts';

/** One model, one number of threads: what both libraries are asked to do. */
export interface CompareRequest {
  readonly profile: EncoderProfile;
  /** Folder of the model's files, with the slash at its end; the folder above it for transformers.js. */
  readonly baseUrl: string;
  /** Of transformers.js: which of the model's files it takes. */
  readonly dtype: 'fp32' | 'q8';
  readonly threads: number;
  /** Where transformers.js finds the WASM that it would fetch from a CDN. */
  readonly wasmUrl: string;
  readonly texts: readonly string[];
  /** Every way is timed so often; a round goes through all of them, so that none has the machine at its best alone. */
  readonly rounds: number;
}

/** Milliseconds of each round. */
export interface Timed {
  readonly name: string;
  readonly milliseconds: readonly number[];
}

export interface CompareResult {
  readonly ways: readonly Timed[];
  /** Lowest cosine of a text's two vectors. */
  readonly lowestCosine: number;
  /** What the texts come to, without padding. */
  readonly tokens: number;
  /** Of our own time: turning texts into ids. */
  readonly tokenising: number;
  /** Whether the page was isolated, as threads need. */
  readonly isolated: boolean;
}

/** A worker with one library in it. */
export type WorkerRequest =
  | { readonly step: 'open'; readonly request: CompareRequest }
  | { readonly step: 'encode'; readonly batch: number };
export type WorkerAnswer =
  | {
      readonly milliseconds: number;
      readonly vectors: Float32Array;
      readonly tokens: number;
      readonly tokenising: number;
    }
  | { readonly error: string };
