import { dot } from '../../vectors/matrix.ts';

/**
 * Σ P·(1 − cos(y, t)) between the tokens y of a student, on their way through the adapter, and the tokens t of a
 * teacher that stay as they are, with its gradient for y.
 *
 * P is taken as given. By the envelope theorem that is the whole gradient of the entropic problem
 * min_P Σ P·C − ε·H(P) when P solves it: a change of P changes nothing in the first order. The number that is
 * returned leaves the entropy out, as it says more to a person.
 * @param y [n × d], not normalised
 * @param teacher unit vectors [m × d]
 * @param plan [n × m]
 * @param weight of this text in the loss
 * @param dy `weight` × the gradient is added to it [n × d]
 * @returns the loss, without `weight`
 */
export function transportLoss(
  y: Float32Array,
  teacher: Float32Array,
  plan: Float32Array,
  d: number,
  weight: number,
  dy: Float32Array,
): number {
  const m = teacher.length / d;
  /** Σ_j P_ij·t_j: where a token is drawn to. */
  const target = new Float32Array(d);
  let loss = 0;
  for (let start = 0, i = 0; start < y.length; start += d, i += 1) {
    target.fill(0);
    let mass = 0;
    for (let j = 0; j < m; j += 1) {
      const share = plan[i * m + j] ?? 0;
      mass += share;
      for (let k = 0; k < d; k += 1) target[k] = (target[k] ?? 0) + share * (teacher[j * d + k] ?? 0);
    }
    const token = y.subarray(start, start + d);
    const length = Math.sqrt(dot(token, token));
    if (length === 0) {
      // A zero vector has no direction to turn.
      loss += mass;
      continue;
    }
    const along = dot(token, target) / length;
    loss += mass - along;
    const scale = weight / length;
    for (let k = 0; k < d; k += 1) {
      const pull = (target[k] ?? 0) - (along * (token[k] ?? 0)) / length;
      dy[start + k] = (dy[start + k] ?? 0) - scale * pull;
    }
  }
  return loss;
}
