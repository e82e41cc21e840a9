import { scoreRows } from '../vectors/matrix.ts';
import { createTopSelector } from '../vectors/top-k.ts';

/** In the place of a row where there are fewer passages than the depth. Its score is −∞. */
export const NO_ROW = 0xffff_ffff;

export interface NearestRows {
  /** Row numbers into `passages`, best first, [queries × depth]. */
  readonly rows: Uint32Array;
  /** Inner products, [queries × depth]. */
  readonly scores: Float32Array;
}

/**
 * The `depth` passages of largest inner product for each query; of equal ones the lower row comes first.
 * queries [q × d], passages [n × d], row-major. Vectors have unit length where cosines are meant.
 */
export type Nearest = (
  queries: Float32Array,
  passages: Float32Array,
  dimensions: number,
  depth: number,
) => NearestRows;

/** In plain loops, a query at a time. */
export const plainNearest: Nearest = (queries, passages, dimensions, depth) => {
  const [queryCount, count] = [queries.length / dimensions, passages.length / dimensions];
  const rows = new Uint32Array(queryCount * depth).fill(NO_ROW);
  const scores = new Float32Array(queryCount * depth).fill(-Infinity);
  const all = new Float32Array(count);
  const ties = Uint32Array.from(all, (_, row) => row);
  const selector = createTopSelector(Math.min(depth, count));
  for (let q = 0; q < queryCount; q += 1) {
    scoreRows(queries.subarray(q * dimensions, (q + 1) * dimensions), 1, passages, count, dimensions, all);
    selector.select(all, null, ties, null).forEach((row, place) => {
      rows[q * depth + place] = row;
      scores[q * depth + place] = all[row] ?? 0;
    });
  }
  return { rows, scores };
};
