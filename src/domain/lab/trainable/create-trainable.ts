import { seededRandom } from '../../random.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Shape } from '../recipe.ts';
import type { Trainable } from '../trainable.ts';
import { createFull } from './full.ts';
import { createHidden } from './hidden.ts';
import { createLowRank } from './low-rank.ts';

export interface TrainableOptions {
  /** Forward passes that are remembered side by side. */
  readonly slots: number;
  /** Most rows of one pass. */
  readonly rows: number;
  readonly seed: number;
}

/**
 * The function that a recipe trains. Every shape starts as the identity exactly, whatever the seed.
 * @throws what `algebra.matrix` throws
 */
export function createTrainable(
  shape: Shape,
  dimensions: number,
  algebra: LinearAlgebra,
  options: TrainableOptions,
): Trainable {
  const random = seededRandom(options.seed);
  switch (shape.kind) {
    case 'full':
      return createFull(dimensions, algebra, options);
    case 'low-rank':
      return createLowRank(shape.rank, dimensions, algebra, options, random);
    case 'hidden':
      return createHidden(shape.width, dimensions, algebra, options, random);
  }
}
