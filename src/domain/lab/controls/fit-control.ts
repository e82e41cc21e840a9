import type { LabData } from '../lab-data.ts';
import type { ControlRecipe } from '../recipe.ts';
import { fitCentre } from './centre.ts';
import type { FittedControl } from './fitted-control.ts';
import { fitShift } from './shift.ts';
import { fitSubspace } from './subspace.ts';
import { fitWhiten } from './whiten.ts';

/**
 * Fits a control in closed form, on training passages and queries alone.
 * @throws CannotRun when the training half does not hold what the recipe needs
 */
export function fitControl(recipe: ControlRecipe, data: LabData): FittedControl {
  switch (recipe.kind) {
    case 'centre':
      return fitCentre(data);
    case 'subspace':
      return fitSubspace(data, recipe.components);
    case 'shift':
      return fitShift(data, recipe.pivot);
    case 'whiten':
      return fitWhiten(data, recipe.shrinkage);
  }
}
