import type { RecipeKind } from './recipe.ts';

/** What a recipe is called wherever it is named in a few words. */
export const RECIPE_NAMES: Readonly<Record<RecipeKind, string>> = {
  hybrid: 'Batch strategies',
  align: 'Language alignment',
  distil: 'Distillation',
  transport: 'Optimal transport',
  'self-train': 'Self-training',
  centre: 'Centring',
  subspace: 'Subspace removal',
  shift: 'Mean shift',
  whiten: 'Whitening',
};
