import { create } from 'zustand';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import type { ArmLetter } from '../../client/session/session-state.ts';
import type { Recipe, RecipeKind, Training } from '../../domain/lab/recipe.ts';
import type { SplitChoice } from '../../domain/lab/split.ts';
import type { RecipeOf } from '../../domain/lab/default-recipes.ts';
import type { ControlKind } from './draft-recipes.ts';
import { defaultRecipe, withUsualEpochs } from '../../domain/lab/default-recipes.ts';

/** What the chooser offers. The last two put an arm together without training. */
export const CHOICES = [
  'hybrid',
  'align',
  'distil',
  'transport',
  'self-train',
  'control',
  'query',
  'views',
] as const;
export type Choice = (typeof CHOICES)[number];

/** A run to be started: by the button, or after the one before it has ended. */
export interface Job {
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
  readonly name: string;
  /** Measures with generated queries fused in as well; `null`: without. */
  readonly fusion: FusionChoice | null;
}

/** What is chosen in the Lab and not yet done. Kept outside the view, so that a look at another one loses nothing. */
interface LabForm {
  /** `null`: the first arm that will do. */
  readonly letter: ArmLetter | null;
  readonly split: SplitChoice;
  readonly choice: Choice;
  readonly control: ControlKind;
  /** What was changed of each recipe; the rest is as the shard on the bench has it. */
  readonly drafts: Readonly<Partial<Record<RecipeKind, RecipePart>>>;
  readonly seeds: { readonly first: number; readonly count: number };
  /** Of the next arm; empty: the suggested one. */
  readonly name: string;
  /** Align: train without the alignment too, so that both can be compared. */
  readonly compare: boolean;
  /** Measure with generated queries fused in as well, where the shard has some. */
  readonly withXqg: boolean;
  /** Runs that wait for the one that goes on, or was stopped. */
  readonly waiting: readonly Job[];
  readonly sweep: {
    readonly over: 'alpha' | 'languages';
    readonly step: number;
    /** As it is typed; empty: all languages of the shard in their order. */
    readonly order: string;
    readonly seeds: number;
  };
  readonly change: (part: Partial<Omit<LabForm, 'change'>>) => void;
}

export const useLabForm = create<LabForm>((set) => ({
  letter: null,
  split: { seed: 1, heldOut: 0.5 },
  choice: 'hybrid',
  control: 'centre',
  drafts: {},
  seeds: { first: 1, count: 1 },
  name: '',
  compare: true,
  withXqg: true,
  waiting: [],
  sweep: { over: 'alpha', step: 0.1, order: '', seeds: 1 },
  change: (part) => {
    set(part);
  },
}));

/** Some of a recipe's settings. Those of the training may be some as well. */
type PartOf<R extends Recipe> = Omit<Partial<R>, 'kind' | 'training'> & {
  readonly training?: Partial<Training>;
};
type RecipePart = PartOf<Recipe>;

/** A recipe as it starts on the bench's shard with what was changed of it, and what changes more of it. */
export function useDraft<K extends RecipeKind>(
  kind: K,
): readonly [RecipeOf<K>, (part: PartOf<RecipeOf<K>>) => void] {
  const queries = useSessionState(({ lab }) => lab.opened?.training.queries ?? null);
  const drafts = useLabForm((form) => form.drafts);
  const change = useLabForm((form) => form.change);
  const usual = queries === null ? defaultRecipe(kind) : withUsualEpochs(defaultRecipe(kind), queries);
  return [
    merge(usual, drafts[kind] ?? {}),
    (part) => {
      change({ drafts: { ...drafts, [kind]: merge<RecipePart>(drafts[kind] ?? {}, part) } });
    },
  ];
}

function merge<T extends Recipe | RecipePart>(whole: T, part: RecipePart): T {
  const training =
    'training' in whole || part.training !== undefined
      ? { training: { ...('training' in whole ? whole.training : {}), ...part.training } }
      : {};
  return { ...whole, ...part, ...training };
}

/** Which recipe the chooser stands on; `null` where it puts an arm together instead. */
export function kindOf(choice: Choice, control: ControlKind): RecipeKind | null {
  if (choice === 'query' || choice === 'views') return null;
  return choice === 'control' ? control : choice;
}
