import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { LanguageCode } from '../domain/corpus/types.ts';
import type { HeatMap, LabFigures, LivePoint, SeenFigures } from '../domain/lab/lab-figures.ts';
import type { RoundReport } from '../domain/lab/lab-run.ts';
import type { HybridRecipe, Recipe } from '../domain/lab/recipe.ts';
import type { Split, SplitChoice } from '../domain/lab/split.ts';
import type { Report } from '../domain/metrics/figures.ts';
import type { FrozenVectors, ModelFilesAt, TokenVectors } from './arm.ts';
import type { Method } from './contract.ts';
import type { LabArm } from './lab-arm.ts';
import type { EncoderProfile } from './encoder.ts';

/** An arm of the Lab as a file and by name. */
export interface LabArmFile {
  /** safetensors, see `labArmSchema`. */
  readonly file: Blob;
  /** First 16 hex digits of the file's SHA-256. */
  readonly hash: string;
  /** Without the texts of expansions and orders of permutations, which may be large. */
  readonly summary: LabArmSummary;
}

export type LabArmSummary = Omit<LabArm, 'steps' | 'query' | 'scoring'> & {
  readonly bytes: number;
  readonly stepKinds: readonly string[];
  readonly query: { readonly kind: string; readonly queries: number } | null;
  readonly scoring: { readonly kind: string; readonly queries: number } | null;
};

export interface LabOpenInput {
  readonly shard: Blob;
  readonly shardHash: string;
  /** Of the arm that is trained on, adapted already if it is an arm of the Lab itself. */
  readonly frozen: FrozenVectors;
  readonly encoder: { readonly id: string; readonly revision: string };
  /** The file of the arm that is trained on, when it is one of the Lab's: the new arm stands on top of it. */
  readonly base: Blob | null;
  readonly split: SplitChoice;
}

export interface LabOpenOutput {
  readonly split: Omit<Split, 'trainingKeys' | 'trainingPassages' | 'trainingQueries'>;
  readonly training: { readonly passages: number; readonly queries: number };
  readonly heldOut: { readonly passages: number; readonly queries: number };
  /** Of the shard, in the order of their codes; those of queries that have a relevant passage. */
  readonly languages: readonly LanguageCode[];
  /** Whether queries carry answers, which mining needs. */
  readonly answers: boolean;
  /** Of the frozen vectors, on the held-out questions. */
  readonly before: Report;
}

/** Parallel texts that the transport recipe wants token vectors of: a language's text and the teacher's. */
export interface TransportTexts {
  readonly student: readonly string[];
  readonly teacher: readonly string[];
}

export interface PlanInput {
  readonly student: TokenVectors;
  readonly teacher: TokenVectors;
  readonly epsilon: number;
  readonly iterations: number;
}

export interface PlanOutput {
  /** How much of each student token goes to each teacher token; rows sum to 1/student tokens. [student × teacher] */
  readonly plan: Float32Array;
  /** Σ plan · (1 − cosine) */
  readonly cost: number;
  /** Largest difference between the plan's sums and what they should be. */
  readonly error: number;
}

export interface TrainInput {
  readonly recipe: Recipe;
  /** The first one makes the arm; the others are trained to say how much the figures depend on the seed. */
  readonly seeds: readonly number[];
  /** Goes on where the last run of this recipe and seed was stopped, instead of starting anew. */
  readonly goOn: boolean;
  /** For the transport recipe: vectors of what `transportTexts` gave, in that order. */
  readonly tokens: { readonly student: TokenVectors; readonly teacher: TokenVectors } | null;
  /** Measures with generated queries fused as well; they pass through the adapter as passages do. */
  readonly fusion: FusionChoice | null;
  readonly name: string;
}

/** Everything so far, in every report: a report that is dropped on the way loses nothing. */
export interface TrainProgress {
  /** Steps of all seeds. */
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
  readonly phase: string;
  readonly epoch: number;
  /** Of the first seed: one entry per point of the curve, at most 400, each the mean over the steps between. */
  readonly losses: Float32Array;
  readonly gradientNorms: Float32Array;
  /** Step of each entry. */
  readonly steps: Uint32Array;
  readonly points: readonly LivePoint[];
  /** At the start and at the newest point, both over the points' sample of held-out questions. */
  readonly startHeat: HeatMap | null;
  readonly heat: HeatMap | null;
  readonly rounds: readonly RoundReport[];
}

export interface TrainOutput {
  readonly arm: LabArmFile;
  /** On the held-out questions. */
  readonly report: Report;
  /** The same with generated queries fused; `null` where none were asked for. */
  readonly withXqg: Report | null;
  readonly perSeed: readonly {
    readonly seed: number;
    readonly figures: LabFigures;
    readonly withXqg: LabFigures | null;
  }[];
  readonly history: TrainProgress;
  readonly seconds: number;
  /** `not-finite`: the loss or a gradient was no number any more, and the last good adapter was kept. */
  readonly ended: 'finished' | 'stopped' | 'not-finite';
}

export interface SweepInput {
  readonly recipe: HybridRecipe;
  readonly over:
    | { readonly kind: 'alpha'; readonly values: readonly number[] }
    /** Training languages are added in `order`; `counts` says after how many it is measured. */
    | {
        readonly kind: 'languages';
        readonly order: readonly LanguageCode[];
        readonly counts: readonly number[];
      };
  readonly seeds: readonly number[];
}

export interface SweepPoint {
  /** α, or the number of training languages. */
  readonly value: number;
  readonly languages: readonly LanguageCode[];
  readonly perSeed: readonly {
    readonly seed: number;
    readonly figures: LabFigures;
    /** Of languages that were trained on, and of the others; `null` where there are none. */
    readonly seen: SeenFigures | null;
    readonly unseen: SeenFigures | null;
  }[];
}

export interface SweepProgress {
  /** Training steps; of runs that have not begun, as many as the last one has. */
  readonly done: number;
  readonly total: number;
  /** One for each value and seed; done when it is measured. */
  readonly runsDone: number;
  readonly runs: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
  readonly points: readonly SweepPoint[];
}

/** What an arm without training stands on: nothing of it need lie on the bench. */
export interface AssembleBase {
  readonly shard: Blob;
  readonly encoder: { readonly id: string; readonly revision: string };
  readonly dimensions: number;
  /** The file of the arm, when it is one of the Lab's. */
  readonly arm: Blob | null;
}

/** Arms that are put together without training. Files are parsed in the worker. */
export type AssembleInput = {
  readonly name: string;
} & (
  | { readonly kind: 'tag'; /** A code, or `own`. */ readonly language: LanguageCode }
  | {
      readonly kind: 'expand';
      readonly mode: 'document' | 'mean' | 'concatenate';
      readonly file: Blob;
      readonly fileName: string;
      readonly strip: boolean;
    }
  | { readonly kind: 'permutation'; readonly file: Blob; readonly fileName: string }
  | {
      readonly kind: 'views';
      readonly dense: number;
      readonly lexical: number;
      readonly late: number;
      readonly depth: number;
    }
);

export interface AssembleOutput {
  readonly arm: LabArmFile;
  /** Queries of the shard that the file has something for. */
  readonly queries: number;
  /** What was left out or changed, in words: `line 3: no query is called q7`. */
  readonly notes: readonly string[];
}

export interface FoldInput {
  readonly file: Blob;
  readonly encoder: EncoderProfile;
  readonly files: ModelFilesAt;
}

export interface FoldOutput {
  readonly model: Blob;
  /** What the file takes and gives, and what could not be folded, in words. */
  readonly notes: readonly string[];
}

/** `open` comes first. One job at a time: a second one waits. */
export type LabContract = {
  open: Method<LabOpenInput, LabOpenOutput>;
  /** Trains and measures. Cancelled, it keeps what it has: `snapshot` gives it, `goOn` goes on. */
  train: Method<TrainInput, TrainOutput, TrainProgress>;
  /** What the run that was stopped last has learnt so far, measured. @throws `not-ready` when there is none */
  snapshot: Method<{ readonly name: string }, TrainOutput>;
  sweep: Method<SweepInput, SweepOutput, SweepProgress>;
  transportTexts: Method<{ readonly recipe: Recipe; readonly seed: number }, TransportTexts>;
  /** Needs no `open`. */
  assemble: Method<{ readonly on: AssembleBase; readonly input: AssembleInput }, AssembleOutput>;
  /** The plan of optimal transport between the tokens of two texts (the first of each). */
  plan: Method<PlanInput, PlanOutput>;
  /** Checks a file and says what it holds. @throws `arm-file-invalid` */
  inspect: Method<Blob, LabArmFile>;
  /** The encoder's ONNX file with pooling and adapter inside. @throws `not-possible` where a step needs the language */
  fold: Method<FoldInput, FoldOutput>;
  /** The JSON twin of the safetensors file, for reading. */
  describe: Method<Blob, Blob>;
};

export interface SweepOutput {
  readonly points: readonly SweepPoint[];
  readonly before: LabFigures;
  readonly seconds: number;
}
