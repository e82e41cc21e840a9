/**
 * Differences smaller than this are ties. Averages over parallel queries differ in their last digits by the order
 * of addition alone; measures lie in [0, 1] or [0, 100], where no real difference is as small.
 */
export const TIE = 1e-12;

/** aᵢ − bᵢ, with ties as exactly 0. Throws a `RangeError` where the arrays differ in length. [n] */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) {
    throw new RangeError(`Paired values need arrays of one length, not ${a.length} and ${b.length}.`);
  }
  return Float64Array.from({ length: a.length }, (_, i) => {
    const difference = (a[i] ?? NaN) - (b[i] ?? NaN);
    return Math.abs(difference) < TIE ? 0 : difference;
  });
}

/** `null` for no values. */
export function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
