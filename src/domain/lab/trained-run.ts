import type { LabData } from './lab-data.ts';
import type { LabRun, StepReport } from './lab-run.ts';
import type { LinearAlgebra } from './linear-algebra.ts';
import type { Nearest } from './nearest.ts';
import type { AlignRecipe, DistilRecipe, HybridRecipe, SelfTrainRecipe } from './recipe.ts';
import { CannotRun } from './cannot-run.ts';
import type { Course } from './runs/course.ts';
import { distilCourse } from './runs/distil-course.ts';
import { hybridCourse } from './runs/hybrid-course.ts';
import { selfTrainCourse } from './runs/self-train-course.ts';

export interface TrainedRun extends LabRun {
  /**
   * What the adapter is trained on so far: pairs of an epoch (hybrid), with the parallel texts (align), parallel
   * queries (distil), or the labels of all rounds (self-train).
   */
  readonly examples: number;
}

const NOTHING: StepReport = { loss: null, gradientNorm: null };

/**
 * A recipe at work on the training half. Some calls of `advance` are no step (a piece of labelling): `done` stays,
 * and loss and norm are `null`. After a loss or a gradient that is not finite the run stays where it is, and
 * `advance` gives the same report again. Self-training may end before its first step, with `total` 0, when a
 * round finds nothing to learn from. The algebra stays the caller's: `dispose` only ends the run.
 * @throws CannotRun when the recipe cannot be run on this data
 */
export function createTrainedRun(
  recipe: HybridRecipe | AlignRecipe | DistilRecipe | SelfTrainRecipe,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
  nearest: Nearest,
): TrainedRun {
  requireGentleDecay(recipe.training);
  const course = courseOf(recipe, data, seed, algebra, nearest);
  const { standing, pieces } = course;
  let done = 0;
  let ended = false;
  let broken: StepReport | null = null;

  return {
    get total() {
      return standing.total;
    },
    get done() {
      return done;
    },
    get phase() {
      return standing.phase;
    },
    get epoch() {
      return standing.epoch;
    },
    get rounds() {
      return standing.rounds;
    },
    get examples() {
      return standing.examples;
    },
    advance() {
      if (broken !== null) return broken;
      if (ended) return NOTHING;
      const { value, done: atEnd } = pieces.next();
      if (atEnd === true) ended = true;
      if (atEnd === true || value === null) return NOTHING;
      if (isFinite(value)) done += 1;
      else broken = value;
      return value;
    },
    steps: () => [...course.steps(), { kind: 'unit-length', to: 'both' }],
    dispose() {
      ended = true;
    },
  };
}

function courseOf(
  recipe: HybridRecipe | AlignRecipe | DistilRecipe | SelfTrainRecipe,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
  nearest: Nearest,
): Course {
  switch (recipe.kind) {
    case 'hybrid':
    case 'align':
      return hybridCourse(recipe, data, seed, algebra);
    case 'distil':
      return distilCourse(recipe, data, seed, algebra);
    case 'self-train':
      return selfTrainCourse(recipe, data, seed, algebra, nearest);
  }
}

function isFinite({ loss, gradientNorm }: StepReport): boolean {
  return Number.isFinite(loss) && Number.isFinite(gradientNorm);
}

/** Beyond 1 a step of decay goes past the start, and further past it with every step. */
export function requireGentleDecay({ learningRate, weightDecay }: HybridRecipe['training']): void {
  if (learningRate * weightDecay <= 1) return;
  throw new CannotRun(
    `A learning rate of ${learningRate} with a weight decay of ${weightDecay} would pull the adapter past its start ` +
      'with every step: their product must be 1 at most. Choose a lower learning rate or weight decay.',
  );
}
