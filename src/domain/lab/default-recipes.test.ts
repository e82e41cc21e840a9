import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../protocol/lab-arm.ts';
import { defaultRecipe, withUsualEpochs } from './default-recipes.ts';

describe('defaultRecipe', () => {
  it.each(recipeSchema.options.map(({ shape }) => shape.kind.value))(
    'has settings for %s that are taken',
    (kind) => {
      const recipe = defaultRecipe(kind);
      expect(recipe.kind).toBe(kind);
      expect(recipeSchema.parse(recipe)).toEqual(recipe);
    },
  );
});

describe('withUsualEpochs', () => {
  it('comes to some 330 steps, on XQuAD-R as on the demo', () => {
    const epochs = (queries: number): number => {
      const recipe = withUsualEpochs(defaultRecipe('hybrid'), queries);
      return recipe.training.epochs;
    };
    expect([epochs(6699), epochs(520), epochs(100_000), epochs(10)]).toEqual([5, 55, 1, 60]);
  });

  it('leaves recipes that count otherwise as they are', () => {
    expect(withUsualEpochs(defaultRecipe('self-train'), 520)).toBe(defaultRecipe('self-train'));
    expect(withUsualEpochs(defaultRecipe('centre'), 520)).toBe(defaultRecipe('centre'));
  });
});
