import { CannotRun } from '../../domain/lab/cannot-run.ts';
import { fitControl } from '../../domain/lab/controls/fit-control.ts';
import type { LabData } from '../../domain/lab/lab-data.ts';
import type { LabRun } from '../../domain/lab/lab-run.ts';
import type { LinearAlgebra } from '../../domain/lab/linear-algebra.ts';
import type { ControlRecipe, Recipe } from '../../domain/lab/recipe.ts';
import { createTrainedRun } from '../../domain/lab/trained-run.ts';
import type { TransportTokens } from '../../domain/lab/transport/transport-run.ts';
import { createTransportRun } from '../../domain/lab/transport/transport-run.ts';
import { transportTexts } from '../../domain/lab/transport/transport-texts.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { TransportTexts } from '../../protocol/lab.ts';
import { createAlgebra } from './simd-algebra.ts';
import { simdNearest } from './simd-nearest.ts';

/** A recipe at work, with the number of its training examples so far, and what gives its memory back. */
export interface StartedRun {
  readonly run: CountedRun;
  dispose(): void;
}

export type CountedRun = LabRun & { readonly examples: number };

const CONTROLS: ReadonlySet<Recipe['kind']> = new Set(['centre', 'subspace', 'shift', 'whiten']);

export function isControl(recipe: Recipe): recipe is ControlRecipe {
  return CONTROLS.has(recipe.kind);
}

/**
 * @param tokens for the transport recipe alone: of the texts that `textsOf` gives, in their order
 * @throws CrosslensError `not-possible` where the recipe has nothing to work on, `out-of-memory`
 */
export function startRun(
  recipe: Recipe,
  data: LabData,
  seed: number,
  tokens: TransportTokens | null,
): StartedRun {
  if (isControl(recipe)) {
    const run = controlRun(recipe, data);
    return {
      run,
      dispose: () => {
        run.dispose();
      },
    };
  }
  const algebra = createAlgebra();
  try {
    const run = orNotPossible(() => trainedRun(recipe, data, seed, tokens, algebra));
    return {
      run,
      dispose() {
        run.dispose();
        algebra.dispose();
      },
    };
  } catch (error) {
    algebra.dispose();
    throw error;
  }
}

/** Texts whose token vectors the transport recipe needs. @throws CrosslensError `not-possible` */
export function textsOf(recipe: Recipe, data: LabData, seed: number): TransportTexts {
  if (recipe.kind !== 'transport') {
    throw new CrosslensError('internal', `The recipe ${recipe.kind} needs no token vectors.`);
  }
  const texts = transportTexts(recipe, data, seed);
  if (texts.student.length === 0) {
    throw new CrosslensError(
      'not-possible',
      `No training question has a parallel one in ${recipe.teacher}, the teacher's language. Choose another teacher, or more languages.`,
    );
  }
  return texts;
}

function trainedRun(
  recipe: Exclude<Recipe, ControlRecipe>,
  data: LabData,
  seed: number,
  tokens: TransportTokens | null,
  algebra: LinearAlgebra,
): CountedRun {
  if (recipe.kind !== 'transport') return createTrainedRun(recipe, data, seed, algebra, simdNearest);
  if (tokens === null) {
    throw new CrosslensError('internal', 'The transport recipe was started without token vectors.');
  }
  return createTransportRun(recipe, tokens, data, seed, algebra);
}

/** A fit in closed form, as a run of one step. */
function controlRun(recipe: ControlRecipe, data: LabData): CountedRun {
  let fitted: ReturnType<typeof fitControl> | null = null;
  return {
    total: 1,
    get done() {
      return fitted === null ? 0 : 1;
    },
    phase: 'fitting',
    epoch: 0,
    rounds: [],
    get examples() {
      return fitted?.examples ?? 0;
    },
    advance() {
      fitted ??= orNotPossible(() => fitControl(recipe, data));
      return { loss: null, gradientNorm: null };
    },
    steps: () => fitted?.steps ?? [],
    dispose() {
      fitted = null;
    },
  };
}

function orNotPossible<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    throw new CrosslensError('not-possible', error.message, { cause: error });
  }
}
