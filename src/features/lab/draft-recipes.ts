import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { RecipeOf } from '../../domain/lab/default-recipes.ts';
import type { Recipe, TrainedRecipe } from '../../domain/lab/recipe.ts';

export type ControlKind = 'centre' | 'subspace' | 'shift' | 'whiten';
export function isTrained(recipe: Recipe): recipe is TrainedRecipe {
  return 'training' in recipe;
}

/** The same recipe for a shard that may lack some of its languages, or answers. */
export function fitRecipe<R extends Recipe>(
  recipe: R,
  shard: { readonly languages: readonly LanguageCode[]; readonly answers: boolean },
): R {
  const known = (lang: LanguageCode): LanguageCode =>
    shard.languages.includes(lang) ? lang : (shard.languages[0] ?? lang);
  switch (recipe.kind) {
    case 'distil':
    case 'transport':
      return { ...recipe, teacher: known(recipe.teacher) };
    case 'shift':
      return { ...recipe, pivot: known(recipe.pivot) };
    case 'hybrid':
    case 'align':
      return { ...recipe, languages: recipe.languages.filter((lang) => shard.languages.includes(lang)) };
    case 'self-train':
      return recipe.label === 'answer' && !shard.answers ? { ...recipe, label: 'top', depth: 1 } : recipe;
    default:
      return recipe;
  }
}

/** What an aligned run is compared with: the same retrieval training without the alignment before it. */
export function withoutAlignment({ alpha, languages, training }: RecipeOf<'align'>): RecipeOf<'hybrid'> {
  return { kind: 'hybrid', alpha, languages, training };
}
