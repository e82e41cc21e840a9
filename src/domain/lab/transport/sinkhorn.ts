export interface SinkhornOptions {
  /** Weight of the plan's entropy, in units of the cost: the larger, the more a row spreads over the columns. */
  readonly epsilon: number;
  /** At most, and at least 1. One iteration corrects the sums of the columns and then those of the rows. */
  readonly iterations: number;
  /** Stops when no column's sum is further than this from what it should be. */
  readonly tolerance?: number | undefined;
}

export interface TransportPlan {
  /** Rows sum to 1/rows, columns to 1/columns within `error`. [rows × columns] */
  readonly plan: Float32Array;
  /** Σ plan · cost, without the entropy. 0 where there are no rows or no columns. */
  readonly cost: number;
  /** Largest difference between a row's or column's sum and what it should be. */
  readonly error: number;
  /** How many were made. */
  readonly iterations: number;
}

const TOLERANCE = 1e-6;
/** ε of the first iteration where the one that is asked for is smaller: a fourth of the range of 1 − cosine. */
const FIRST_EPSILON = 0.5;

/**
 * Entropic optimal transport with uniform marginals: the plan P that minimises Σ P·C − ε·H(P) among those whose rows
 * sum to 1/rows and whose columns sum to 1/columns (Cuturi 2013). P = exp((u_i + v_j − C_ij)/ε); only the potentials u
 * and v are kept, in double precision, so that a small ε neither overflows nor empties a row.
 *
 * A small ε is come to by halving: the potentials of a larger one are a good start, from where few steps are left.
 * @param costs finite [rows × columns]
 */
export function sinkhorn(
  costs: Float32Array | Float64Array,
  rows: number,
  columns: number,
  { epsilon, iterations, tolerance = TOLERANCE }: SinkhornOptions,
): TransportPlan {
  if (rows === 0 || columns === 0) {
    return { plan: new Float32Array(rows * columns), cost: 0, error: 0, iterations: 0 };
  }
  const u = new Float64Array(rows);
  const v = new Float64Array(columns);
  let done = 0;
  while (done < iterations) {
    // The last iteration is always one of the ε that was asked for.
    const current = done + 1 === iterations ? epsilon : Math.max(epsilon, FIRST_EPSILON / 2 ** done);
    const error = fit(v, u, costs, 1, columns, current);
    fit(u, v, costs, columns, 1, current);
    done += 1;
    if (current === epsilon && error <= tolerance) break;
  }
  return { ...readPlan(costs, u, v, epsilon), iterations: done };
}

/**
 * Sets each potential of one side so that its sum of the plan is 1 over the side's length.
 * @param step distance in `costs` of two neighbours of this side; `otherStep` of the other side
 * @returns the largest difference of a sum before that
 */
function fit(
  own: Float64Array,
  other: Float64Array,
  costs: Float32Array | Float64Array,
  step: number,
  otherStep: number,
  epsilon: number,
): number {
  const wanted = 1 / own.length;
  let error = 0;
  for (let i = 0; i < own.length; i += 1) {
    let largest = -Infinity;
    for (let j = 0; j < other.length; j += 1) {
      largest = Math.max(largest, (other[j] ?? 0) - (costs[i * step + j * otherStep] ?? 0));
    }
    let sum = 0;
    for (let j = 0; j < other.length; j += 1) {
      sum += Math.exp(((other[j] ?? 0) - (costs[i * step + j * otherStep] ?? 0) - largest) / epsilon);
    }
    const logSum = largest / epsilon + Math.log(sum);
    error = Math.max(error, Math.abs(Math.exp((own[i] ?? 0) / epsilon + logSum) - wanted));
    own[i] = epsilon * (Math.log(wanted) - logSum);
  }
  return error;
}

function readPlan(
  costs: Float32Array | Float64Array,
  u: Float64Array,
  v: Float64Array,
  epsilon: number,
): Omit<TransportPlan, 'iterations'> {
  const [rows, columns] = [u.length, v.length];
  const plan = new Float32Array(rows * columns);
  const columnSums = new Float64Array(columns);
  let cost = 0;
  let error = 0;
  for (let i = 0; i < rows; i += 1) {
    let rowSum = 0;
    for (let j = 0; j < columns; j += 1) {
      const at = i * columns + j;
      const share = Math.exp(((u[i] ?? 0) + (v[j] ?? 0) - (costs[at] ?? 0)) / epsilon);
      plan[at] = share;
      cost += share * (costs[at] ?? 0);
      rowSum += share;
      columnSums[j] = (columnSums[j] ?? 0) + share;
    }
    error = Math.max(error, Math.abs(rowSum - 1 / rows));
  }
  for (const sum of columnSums) error = Math.max(error, Math.abs(sum - 1 / columns));
  return { plan, cost, error };
}
