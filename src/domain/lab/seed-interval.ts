import { meanOf } from '../significance/paired-differences.ts';
import { studentTQuantile } from '../significance/student-t-quantile.ts';

/** Mean over seeds, and the half-width of its 95 % interval. */
export interface SeedInterval {
  readonly mean: number;
  /** By Student's t with n − 1 degrees of freedom; `null` for n < 2. */
  readonly margin: number | null;
  readonly n: number;
}

const LEVEL = 0.95;

/**
 * How far a figure depends on the seed: mean ± t(0.975, n − 1) · s / √n. Seeds share the split, so the interval says
 * nothing about other questions. Values that are `null` (nothing could be judged) are left out.
 * @returns `null` when no value is left
 */
export function seedInterval(values: readonly (number | null)[]): SeedInterval | null {
  const known = values.filter((value) => value !== null);
  const mean = meanOf(Float64Array.from(known));
  if (mean === null) return null;
  const n = known.length;
  if (n < 2) return { mean, margin: null, n };
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (n - 1));
  return { mean, margin: (studentTQuantile((1 + LEVEL) / 2, n - 1) * deviation) / Math.sqrt(n), n };
}
