import type { LabData } from '../lab-data.ts';
import type { Nearest } from '../nearest.ts';
import { NO_ROW } from '../nearest.ts';
import type { SelfTrainRecipe } from '../recipe.ts';
import type { LabelledPair } from '../sampling/labelled-sampler.ts';
import { BLOCK } from './learner.ts';
import { acceptorOf } from './pseudo-labels.ts';

/** Rows of the data with their vectors at unit length, [rows × d]. */
export interface Projected {
  readonly rows: Uint32Array;
  readonly vectors: Float32Array;
}

/** Labels of queries among the passages of one language, a block of queries at a time. */
export type Labeller = (queries: Projected, passages: Projected) => Iterable<readonly LabelledPair[]>;

/**
 * `top` labels a query with its best passage of a language if their cosine is the threshold at least. `answer` labels
 * it with those of the `depth` best that reach the threshold and are accepted, best first.
 * @throws CannotRun, see `acceptorOf`
 */
export function createLabeller(
  { label, depth, threshold }: Pick<SelfTrainRecipe, 'label' | 'depth' | 'threshold'>,
  data: LabData,
  nearest: Nearest,
): Labeller {
  const accepts = acceptorOf(data, label);
  const looked = label === 'top' ? 1 : depth;
  const d = data.dimensions;
  return function* (queries, passages) {
    for (let first = 0; first < queries.rows.length; first += BLOCK) {
      const block = queries.rows.subarray(first, first + BLOCK);
      const vectors = queries.vectors.subarray(first * d, (first + block.length) * d);
      const { rows, scores } = nearest(vectors, passages.vectors, d, looked);
      const labels: LabelledPair[] = [];
      block.forEach((query, q) => {
        for (let place = q * looked; place < (q + 1) * looked; place += 1) {
          const passage = passages.rows[rows[place] ?? NO_ROW];
          if (passage === undefined || !((scores[place] ?? 0) >= threshold)) break;
          if (accepts(query, passage)) labels.push({ query, passage });
        }
      });
      yield labels;
    }
  };
}
