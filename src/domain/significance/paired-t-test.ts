import { meanOf, pairedDifferences, TIE } from './paired-differences.ts';
import { studentTSurvival } from './special-functions.ts';

/** What is tested against "the mean difference is 0": that it is not, that a's mean is greater, or less. */
export type Alternative = 'two-sided' | 'greater' | 'less';

export interface PairedTTest {
  /** `null` where every pair differs by the same amount that is not 0: there is no spread to measure it against. */
  readonly t: number | null;
  readonly df: number;
  /** `null` where t is. */
  readonly p: number | null;
  /** a − b. */
  readonly meanDifference: number;
  readonly n: number;
}

export interface EquivalenceTest {
  /** The larger of the two one-sided p-values; `null` where every pair differs by the same amount. */
  readonly p: number | null;
  readonly df: number;
  /** a − b. */
  readonly meanDifference: number;
  readonly n: number;
}

/**
 * Student's paired t-test, t = mean(d) / (sₙ₋₁(d) / √n) with d = a − b and n − 1 degrees of freedom; `null` for n < 2.
 *
 * Two cases have no spread. Where all differences are 0 nothing speaks against the null hypothesis: t = 0 and p = 1,
 * whatever the alternative. Where all are the same other number, t would be infinite and p 0 even for n = 2; that is
 * a division by zero and no evidence, so both are `null` (the randomisation test still has an answer).
 */
export function pairedTTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  alternative: Alternative = 'two-sided',
): PairedTTest | null {
  const moments = momentsOf(pairedDifferences(a, b));
  if (moments === null) return null;
  const { n, df, mean, standardError } = moments;
  if (standardError === 0) {
    const none = mean === 0;
    return { t: none ? 0 : null, df, p: none ? 1 : null, meanDifference: mean, n };
  }
  const t = mean / standardError;
  return { t, df, p: tailOf(t, df, alternative), meanDifference: mean, n };
}

/**
 * Two one-sided t-tests (Schuirmann 1987) of the hypothesis that the means differ by `margin` or more; a small p says
 * that they are equivalent within it. `null` for n < 2.
 * @param margin in the unit of the values, greater than 0; otherwise a `RangeError`
 */
export function equivalenceTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  margin: number,
): EquivalenceTest | null {
  if (!(margin > 0)) throw new RangeError(`The margin of equivalence must be above 0, not ${margin}.`);
  const moments = momentsOf(pairedDifferences(a, b));
  if (moments === null) return null;
  const { n, df, mean, standardError } = moments;
  if (standardError === 0) return { p: null, df, meanDifference: mean, n };
  const aboveLower = tailOf((mean + margin) / standardError, df, 'greater');
  const belowUpper = tailOf((mean - margin) / standardError, df, 'less');
  return { p: Math.max(aboveLower, belowUpper), df, meanDifference: mean, n };
}

function tailOf(t: number, df: number, alternative: Alternative): number {
  if (alternative === 'two-sided') return Math.min(1, 2 * studentTSurvival(Math.abs(t), df));
  return studentTSurvival(alternative === 'greater' ? t : -t, df);
}

/** `standardError` is exactly 0 where all differences are the same up to rounding. */
function momentsOf(
  differences: Float64Array,
): { n: number; df: number; mean: number; standardError: number } | null {
  const n = differences.length;
  const mean = meanOf(differences);
  if (mean === null || n < 2) return null;
  let squares = 0;
  let widest = 0;
  for (const difference of differences) {
    const distance = difference - mean;
    squares += distance * distance;
    widest = Math.max(widest, Math.abs(distance));
  }
  const df = n - 1;
  return { n, df, mean, standardError: widest < TIE ? 0 : Math.sqrt(squares / df / n) };
}
