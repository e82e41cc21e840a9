import type { OpenProgress } from './arm.ts';
import type { Method } from './contract.ts';
import type { EncoderEntry } from './manifest.ts';

export interface OpenCrossEncoderInput {
  readonly source:
    /** The person's own, in the Hugging Face layout; names as they lie in the folder. */
    | { readonly kind: 'files'; readonly name: string; readonly files: readonly File[] }
    /** Absolute URL of a folder, and what lies in it: every byte is checked. */
    | {
        readonly kind: 'url';
        readonly name: string;
        readonly baseUrl: string;
        readonly files: EncoderEntry['files'];
      };
  readonly threads: number;
}

export interface OpenCrossEncoderOutput {
  readonly name: string;
  /** Longest pair in tokens. */
  readonly maxTokens: number;
  /** How scores come about, in words: which logit is relevance, where pairs are cut. */
  readonly notes: readonly string[];
}

export interface PairToScore {
  readonly query: string;
  readonly passage: string;
}

export interface CandidatesInput {
  readonly shard: Blob;
  /** What `exportRun` of an arm gave: its best passages of every query. */
  readonly run: Blob;
  /** Passages of each query. */
  readonly depth: number;
}

export interface CandidatesOutput {
  /** JSON Lines with texts, for a reranker of the person's own: see `writeCandidates`. */
  readonly candidates: Blob;
  readonly queries: number;
  readonly pairs: number;
}

export interface RerankProgress {
  /** Pairs. */
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

export interface RerankOutput {
  /** JSON Lines of permutations, which `assemble` of the Lab reads. */
  readonly permutations: Blob;
  readonly queries: number;
  /** Pairs whose passage did not fit and was cut. */
  readonly cut: number;
}

/** `open` comes before `score` and `rerank`, `candidates` before `rerank`; `candidates` needs no model. */
export type CrossEncoderContract = {
  open: Method<OpenCrossEncoderInput, OpenCrossEncoderOutput, OpenProgress>;
  /** Relevance of each pair; higher is better, and only the order within a query means anything. [pairs] */
  score: Method<readonly PairToScore[], Float32Array>;
  candidates: Method<CandidatesInput, CandidatesOutput>;
  /** Orders the candidates that were given last. Cancelled, it keeps what it has, and the next call goes on there. */
  rerank: Method<null, RerankOutput, RerankProgress>;
};
