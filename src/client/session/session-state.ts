import type {
  CorpusSummary,
  LanguageCode,
  Passage,
  ReadReport,
  ShardChoice,
} from '../../domain/corpus/types.ts';
import type { Device, IndexOutput, IndexProgress, KeepOutput, OpenProgress } from '../../protocol/arm.ts';
import type { KeptCorpus, ReadProgress } from '../../protocol/corpus.ts';
import type { ReadPlan } from '../../domain/corpus/read-plan.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { GenerateOptions } from '../../protocol/generator.ts';
import type { LabArmSummary } from '../../protocol/lab.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import type { Manifest } from '../../protocol/manifest.ts';
import type { ArmSpec } from '../view-state.ts';
import type { Capabilities } from '../capabilities.ts';
import type { KnownLabArm, LabState } from './lab-state.ts';
import type { LibraryState, OwnEncoder } from './library-state.ts';

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
  /** UTF-16 units, for an estimate of how long indexing takes. */
  readonly charactersPerSecond: Readonly<Record<Device, number | null>>;
}

export type ArmPhase =
  | { readonly kind: 'opening'; readonly progress: OpenProgress | null; readonly note: string }
  /** Open, and nothing of the current shard is indexed. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'indexing'; readonly progress: IndexProgress | null }
  /** Cancelled; what is done is searched. */
  | {
      readonly kind: 'paused';
      readonly progress: IndexProgress | null;
      /** `null` until what is done has been kept. */
      readonly kept: KeepOutput | null;
    }
  | { readonly kind: 'indexed'; readonly output: IndexOutput }
  | { readonly kind: 'failed'; readonly during: 'open' | 'index'; readonly error: WireError };

export interface ArmState {
  /** Stays with the arm when it moves to another place, and with it to another letter. */
  readonly uid: number;
  readonly letter: ArmLetter;
  readonly spec: ArmSpec;
  /** `null` for BM25 and runs, and for an arm of the Lab whose file is not here. */
  readonly encoder: EncoderProfile | null;
  /** What the Lab made of the encoder; `null` for all others. */
  readonly lab: LabArmSummary | null;
  readonly name: string;
  readonly phase: ArmPhase;
  /** `null` for BM25, and until the arm is open. */
  readonly placement: Placement | null;
  /** Something that happened and was mended: a worker that died, a GPU that failed half-way. */
  readonly notice: string | null;
  /**
   * Rises with every change of the index, and of which questions judge (`trainedOn`), so that results of an older one
   * are not mistaken for new.
   */
  readonly generation: number;
}

/** How far a generator has come. A unit is one passage in one language. */
export interface GenerationProgress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
  readonly written: number;
  readonly dropped: number;
  readonly samples: readonly {
    readonly lang: LanguageCode;
    readonly text: string;
    readonly passage: Passage;
  }[];
}

/** Where the writing of generated queries stands. Whatever it is, what was written is kept. */
export interface GenerationState {
  readonly phase: 'idle' | 'opening' | 'writing' | 'paused' | 'done' | 'failed';
  /** Of the generator, as it opens. */
  readonly opening: OpenProgress | null;
  readonly progress: GenerationProgress | null;
  readonly options: GenerateOptions | null;
  readonly error: WireError | null;
  /** The generator that is used: one that ships, or the person's own folder. */
  readonly generator: string | null;
}

/** A worker that ends this many times without getting anywhere is not started again. */
export const MAX_DEATHS = 2;

/** Where the open corpus came from. */
export type CorpusOrigin =
  | { readonly kind: 'demo' }
  | {
      readonly kind: 'files';
      readonly names: readonly string[];
      /** What a link calls it, of the dataset catalogue. */
      readonly dataset: string | null;
      /** Its id where this browser keeps it. */
      readonly kept: string | null;
    };

/** Files that are being looked at, or wait for the person's word. What is open stays open meanwhile. */
export interface Incoming {
  readonly name: string;
  /** Empty for files of the person's own. */
  readonly urls: readonly string[];
  readonly dataset: string | null;
  readonly phase:
    | { readonly kind: 'looking'; readonly progress: ReadProgress | null }
    /** `replanning`: files that are being looked at again. */
    | { readonly kind: 'asking'; readonly replanning: readonly string[] }
    | { readonly kind: 'failed'; readonly error: WireError };
  readonly inspection: Inspection | null;
  /** As the person has changed it. */
  readonly plan: ReadPlan | null;
}

/** Whether the open corpus outlives the page. */
export type KeepState =
  | { readonly kind: 'no' }
  | { readonly kind: 'keeping'; readonly progress: ReadProgress | null }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly notice: string };

export interface CorpusState {
  readonly origin: CorpusOrigin;
  readonly phase:
    | { readonly kind: 'reading'; readonly progress: ReadProgress | null }
    | { readonly kind: 'cutting' }
    | { readonly kind: 'ready' }
    | { readonly kind: 'failed'; readonly error: WireError };
  /** The whole corpus that is open; `null` until the first one has been read. */
  readonly summary: CorpusSummary | null;
  /** Of the last attempt, also when nothing could be read and the earlier corpus stays open. */
  readonly report: ReadReport | null;
  /** Rows that the last attempt left out, those that its report does not list included. */
  readonly leftOut: number;
  /** Files without passages that were added to what is open. */
  readonly added: readonly string[];
  readonly choice: ShardChoice;
  readonly shard: { readonly hash: string; readonly summary: CorpusSummary } | null;
  readonly incoming: Incoming | null;
  readonly keep: KeepState;
  /** Corpora of earlier visits; `null` until they are known. */
  readonly keptCorpora: readonly KeptCorpus[] | null;
}

/** A run of another system, kept for as long as the page is open. */
export interface RunFile {
  /** `run:` and a short name: what an arm's spec calls it. */
  readonly id: string;
  readonly name: string;
  readonly run: Blob;
  readonly queries: number;
  readonly lines: number;
}

export interface SessionState {
  readonly capabilities: Capabilities;
  readonly manifest: Manifest | null;
  readonly manifestError: WireError | null;
  readonly corpus: CorpusState;
  readonly arms: readonly ArmState[];
  readonly runs: readonly RunFile[];
  readonly generation: GenerationState;
  readonly lab: LabState;
  /** Arms of the Lab that can be opened, those of earlier visits included. */
  readonly labArms: readonly KnownLabArm[];
  readonly library: LibraryState;
  /** Encoders of the person's own: those that this browser keeps, and those that the address names. */
  readonly encoders: readonly OwnEncoder[];
}
