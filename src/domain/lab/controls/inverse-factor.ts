/** A pivot below this share of the mean variance is rounding: float32 vectors carry seven digits, their squares fewer. */
const SINGULAR = 1e-9;

/**
 * L⁻¹ of a covariance Σ = L·Lᵀ (Cholesky), lower triangular [d × d]; `null` when Σ is singular. L⁻¹·x has the identity
 * as its covariance.
 */
export function inverseFactor(covariance: Float64Array, d: number): Float64Array | null {
  let trace = 0;
  for (let i = 0; i < d; i += 1) trace += covariance[i * d + i] ?? 0;
  const least = (SINGULAR * trace) / d;

  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = covariance[i * d + j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (l[i * d + k] ?? 0) * (l[j * d + k] ?? 0);
      if (i === j && !(rest > least)) return null;
      l[i * d + j] = i === j ? Math.sqrt(rest) : rest / (l[j * d + j] ?? 1);
    }
  }

  // Row i of L·X = I, solved for row i of X from the rows above it.
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i += 1) {
    const row = inverse.subarray(i * d, (i + 1) * d);
    row[i] = 1;
    for (let k = 0; k < i; k += 1) {
      const factor = l[i * d + k] ?? 0;
      for (let j = 0; j <= k; j += 1) row[j] = (row[j] ?? 0) - factor * (inverse[k * d + j] ?? 0);
    }
    const pivot = l[i * d + i] ?? 1;
    for (let j = 0; j <= i; j += 1) row[j] = (row[j] ?? 0) / pivot;
  }
  return inverse;
}
