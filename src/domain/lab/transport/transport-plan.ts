import { normaliseRows, scoreRows } from '../../vectors/matrix.ts';
import type { SinkhornOptions, TransportPlan } from './sinkhorn.ts';
import { sinkhorn } from './sinkhorn.ts';

/**
 * The plan of optimal transport between the tokens of two texts, at a cost of 1 − cosine.
 * @param student [tokens × d], of any length
 * @param teacher [tokens × d]
 * @returns plan [student tokens × teacher tokens]
 */
export function transportPlan(
  student: Float32Array,
  teacher: Float32Array,
  d: number,
  options: SinkhornOptions,
): TransportPlan {
  const [from, to] = [Float32Array.from(student), Float32Array.from(teacher)];
  normaliseRows(from, d);
  normaliseRows(to, d);
  const [rows, columns] = [from.length / d, to.length / d];
  return sinkhorn(cosineCosts(from, rows, to, columns, d), rows, columns, options);
}

/** 1 − cosine of all pairs of two sets of unit vectors. A zero vector is at 1 from everything. [n × m] */
export function cosineCosts(a: Float32Array, n: number, b: Float32Array, m: number, d: number): Float32Array {
  const costs = new Float32Array(n * m);
  scoreRows(a, n, b, m, d, costs);
  for (let i = 0; i < costs.length; i += 1) costs[i] = 1 - (costs[i] ?? 0);
  return costs;
}
