import type { Recipe } from '../../domain/lab/recipe.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { WireError } from '../../protocol/errors.ts';
import type {
  LabArmFile,
  LabOpenOutput,
  SweepInput,
  SweepProgress,
  TrainOutput,
  TrainProgress,
} from '../../protocol/lab.ts';

/** What was trained, fitted or put together since the page was opened, newest last. */
export interface LabResult {
  /** `lab:` and a hash: what an arm's spec calls it. */
  readonly id: string;
  readonly name: string;
  /** Name of the arm that it was made from, and its figures on the same held-out questions. */
  readonly base: string;
  readonly before: Report;
  readonly recipe: Recipe;
  readonly output: TrainOutput;
}

/** The Lab's bench: one base arm, one split, one job at a time. */
export interface LabState {
  /** `stopped`: a run was stopped and can go on, be kept as it is, or be let go. */
  readonly phase:
    'closed' | 'opening' | 'ready' | 'training' | 'stopped' | 'measuring' | 'sweeping' | 'failed';
  /** The arm that is trained on: its spec's id and its name. */
  readonly base: { readonly id: string; readonly name: string } | null;
  /** The shard that the bench was opened with: when another one is cut, the bench closes and says so. */
  readonly shardHash: string | null;
  readonly opened: LabOpenOutput | null;
  /** Of the run that is under way or was stopped. */
  readonly recipe: Recipe | null;
  readonly progress: TrainProgress | null;
  readonly sweep: {
    readonly input: SweepInput;
    readonly progress: SweepProgress;
    readonly done: boolean;
  } | null;
  readonly results: readonly LabResult[];
  readonly error: WireError | null;
  /** Something that happened and was mended, or that closed the bench. */
  readonly notice: string | null;
}

/** Nothing on the bench. */
export const CLOSED_LAB: LabState = {
  phase: 'closed',
  base: null,
  shardHash: null,
  opened: null,
  recipe: null,
  progress: null,
  sweep: null,
  results: [],
  error: null,
  notice: null,
};

/** Arms of the Lab that can be opened: made here, imported, or kept from an earlier visit. */
export interface KnownLabArm extends LabArmFile {
  readonly id: string;
  readonly from: 'made' | 'imported' | 'stored';
}
