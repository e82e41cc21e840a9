import type { CorpusSummary, ReadReport, ShardChoice } from '../../domain/corpus/types.ts';
import type { Device, IndexOutput, IndexProgress, OpenProgress } from '../../protocol/arm.ts';
import type { ReadProgress } from '../../protocol/corpus.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { EncoderEntry, Manifest } from '../../protocol/manifest.ts';
import type { ArmSpec } from '../view-state.ts';
import type { Capabilities } from '../capabilities.ts';

/** Arms are named by their place: the letter keeps its colour on every screen. */
export type ArmLetter = 'A' | 'B' | 'C' | 'D';
export const ARM_LETTERS: readonly ArmLetter[] = ['A', 'B', 'C', 'D'];

/** Which device an encoder runs on, and why; `null` fields were not measured. */
export interface Placement {
  readonly device: Device;
  readonly threads: number;
  /** One sentence for the card. */
  readonly reason: string;
  /** Cosine between the two devices' vectors of the same fixed texts (the lowest of them). */
  readonly cosine: number | null;
  readonly textsPerSecond: Readonly<Record<Device, number | null>>;
}

export type ArmPhase =
  | { readonly kind: 'opening'; readonly progress: OpenProgress | null; readonly note: string }
  /** Open, and nothing of the current shard is indexed. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'indexing'; readonly progress: IndexProgress | null }
  /** Cancelled; what is done is kept and searched. */
  | { readonly kind: 'paused'; readonly progress: IndexProgress | null }
  | { readonly kind: 'indexed'; readonly output: IndexOutput }
  | { readonly kind: 'failed'; readonly during: 'open' | 'index'; readonly error: WireError };

export interface ArmState {
  /** Stays with the arm when it moves to another place, and with it to another letter. */
  readonly uid: number;
  readonly letter: ArmLetter;
  readonly spec: ArmSpec;
  /** `null` for BM25. */
  readonly encoder: EncoderEntry | null;
  readonly name: string;
  readonly phase: ArmPhase;
  /** `null` for BM25, and until the arm is open. */
  readonly placement: Placement | null;
  /** Something that happened and was mended: a worker that died, a GPU that failed half-way. */
  readonly notice: string | null;
  /** Rises with every change of the index, so that results of an older one are not mistaken for new. */
  readonly generation: number;
}

/** A worker that ends this many times without getting anywhere is not started again. */
export const MAX_DEATHS = 2;

export interface CorpusState {
  readonly origin: { readonly kind: 'demo' } | { readonly kind: 'files'; readonly names: readonly string[] };
  readonly phase:
    | { readonly kind: 'reading'; readonly progress: ReadProgress | null }
    | { readonly kind: 'cutting' }
    | { readonly kind: 'ready' }
    | { readonly kind: 'failed'; readonly error: WireError };
  /** The whole corpus that is open; `null` until the first one has been read. */
  readonly summary: CorpusSummary | null;
  /** Of the last attempt, also when nothing could be read and the earlier corpus stays open. */
  readonly report: ReadReport | null;
  readonly choice: ShardChoice;
  readonly shard: { readonly hash: string; readonly summary: CorpusSummary } | null;
}

export interface SessionState {
  readonly capabilities: Capabilities;
  readonly manifest: Manifest | null;
  readonly manifestError: WireError | null;
  readonly corpus: CorpusState;
  readonly arms: readonly ArmState[];
}
