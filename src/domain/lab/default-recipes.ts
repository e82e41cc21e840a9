import type { Recipe, RecipeKind, Training } from './recipe.ts';

export type RecipeOf<Kind extends RecipeKind> = Extract<Recipe, { kind: Kind }>;

/**
 * Batch size, α and weight decay are those of arXiv 2408.10536. Temperature, learning rate and epochs are ours, chosen
 * on XQuAD-R within the training half of one split: beyond some 300 steps at 1e-4 a full adapter learns the training
 * articles by heart and every held-out mAP falls. What counts is steps: see `withUsualEpochs`.
 */
const TRAINING: Training = {
  shape: { kind: 'full' },
  epochs: 5,
  batchSize: 100,
  learningRate: 1e-4,
  weightDecay: 0.01,
  temperature: 0.05,
};

const DEFAULTS: { readonly [Kind in RecipeKind]: RecipeOf<Kind> } = {
  hybrid: { kind: 'hybrid', alpha: 0.5, languages: [], training: TRAINING },
  align: { kind: 'align', on: 'queries', alignEpochs: 3, alpha: 0.5, languages: [], training: TRAINING },
  distil: {
    kind: 'distil',
    teacher: 'en',
    // Dr.DECR's temperature. Cosines are multiplied by 60 ÷ 2, about as sharp as a temperature of 0.03.
    softening: 2,
    scale: 60,
    squaredWeight: 0.3,
    training: TRAINING,
  },
  transport: {
    kind: 'transport',
    teacher: 'en',
    epsilon: 0.05,
    iterations: 50,
    pairs: 500,
    training: TRAINING,
  },
  'self-train': {
    kind: 'self-train',
    label: 'top',
    rounds: 3,
    depth: 1,
    // For the encoders that come with the app; one whose cosines are all high needs a higher threshold.
    threshold: 0.5,
    training: { ...TRAINING, epochs: 3 },
  },
  centre: { kind: 'centre' },
  subspace: { kind: 'subspace', components: 4 },
  shift: { kind: 'shift', pivot: 'en' },
  whiten: { kind: 'whiten', shrinkage: 0.1 },
};

/** What a full adapter bears (see above): five epochs of XQuAD-R's training half. */
const USUAL_STEPS = 330;
const MOST_EPOCHS = 60;

/**
 * The recipe with as many epochs as come to the usual number of steps: few on a large shard, more on a small one. Self-training
 * and transport count their examples in their own way, and stay as they are.
 * @param trainingQueries queries of the training half
 */
export function withUsualEpochs<R extends Recipe>(recipe: R, trainingQueries: number): R {
  if (recipe.kind !== 'hybrid' && recipe.kind !== 'align' && recipe.kind !== 'distil') return recipe;
  const { training } = recipe;
  const stepsOfEpoch = Math.max(1, Math.ceil(trainingQueries / training.batchSize));
  const epochs = Math.min(MOST_EPOCHS, Math.max(1, Math.round(USUAL_STEPS / stepsOfEpoch)));
  return { ...recipe, training: { ...training, epochs } };
}

/** Settings to start from. The languages in them may be missing from a shard. */
export function defaultRecipe<Kind extends RecipeKind>(kind: Kind): RecipeOf<Kind> {
  return DEFAULTS[kind];
}
