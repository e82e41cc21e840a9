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
}

/** The ways that are timed: ours takes its batches itself. */
export const WAYS = [
  { name: 'Crosslens', worker: 'ours', batch: 0 },
  { name: 'transformers.js, 32 at a time', worker: 'theirs', batch: 32 },
  { name: 'transformers.js, one at a time', worker: 'theirs', batch: 1 },
] as const;
export type WayName = (typeof WAYS)[number]['name'];

/** All texts encoded once. */
export interface Encoded {
  readonly milliseconds: number;
  /** What the texts come to, without padding; of ours alone. */
  readonly tokens: number;
  /** Milliseconds for turning texts into ids, measured beside the encoding; of ours alone. */
  readonly tokenising: number;
}

/** What the page offers to the script that drives it. */
export interface ComparisonPage {
  open(request: CompareRequest): Promise<void>;
  encode(way: WayName): Promise<Encoded>;
  /** Lowest cosine of a text's two vectors. */
  lowestCosine(): number;
  close(): void;
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
