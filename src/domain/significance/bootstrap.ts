import { seededRandom } from '../random.ts';
import { pairedDifferences } from './paired-differences.ts';

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** Default 10,000. */
  readonly resamples?: number;
  /** Share of the resampled means inside the interval, default 0.95. */
  readonly confidence?: number;
}

const DEFAULT_RESAMPLES = 10_000;
const DEFAULT_CONFIDENCE = 0.95;

/**
 * Percentile bootstrap interval (Efron 1979) of a mean: as many values as there are, drawn with replacement, give one
 * resampled mean; the interval ends at the quantiles of all of them, interpolated linearly between order statistics
 * (type 7 of Hyndman and Fan 1996). Values that are all the same give an interval without width.
 * `null` for fewer than two values, of which no resample could differ.
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  { seed, resamples = DEFAULT_RESAMPLES, confidence = DEFAULT_CONFIDENCE }: BootstrapOptions,
): BootstrapInterval | null {
  if (!(Number.isInteger(resamples) && resamples >= 1)) {
    throw new RangeError(`The number of resamples must be a whole number above 0, not ${resamples}.`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`The confidence must lie between 0 and 1, not at ${confidence}.`);
  }
  if (values.length < 2) return null;
  const means = resampledMeans(Float64Array.from(values), resamples, seed).sort();
  const outside = (1 - confidence) / 2;
  return { low: quantile(means, outside), high: quantile(means, 1 - outside) };
}

/** The same of the mean of aᵢ − bᵢ: pairs are drawn, so that what both arms find hard stays paired. */
export function bootstrapMeanDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapInterval | null {
  return bootstrapMean(pairedDifferences(a, b), options);
}

function resampledMeans(values: Float64Array, resamples: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const n = values.length;
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < n; draw += 1) sum += values[Math.floor(random() * n)] ?? 0;
    means[resample] = sum / n;
  }
  return means;
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0;
  return low + (high - low) * (position - below);
}
