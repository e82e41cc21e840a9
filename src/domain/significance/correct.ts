/** How p-values of several tests are corrected for their number. */
export type Correction = 'holm' | 'bonferroni';

/** `null` is a test that could not be made. */
type PValues = readonly (number | null)[];

export function correct(pValues: PValues, correction: Correction): (number | null)[] {
  return correction === 'holm' ? holm(pValues) : bonferroni(pValues);
}

/**
 * Bonferroni's correction, min(1, m · p), in the order given. m counts the p-values that are there; `null` stays
 * `null`. A number outside [0, 1] is a `RangeError`.
 */
export function bonferroni(pValues: PValues): (number | null)[] {
  const tests = testsOf(pValues).length;
  return pValues.map((p) => (p === null ? null : Math.min(1, tests * p)));
}

/**
 * Holm's step-down correction (1979), in the order given: the i-th smallest p (from 0) times m − i, never below what
 * a smaller p was given, never above 1. m counts the p-values that are there; `null` stays `null`. A number outside
 * [0, 1] is a `RangeError`.
 */
export function holm(pValues: PValues): (number | null)[] {
  const tests = testsOf(pValues).sort((one, other) => one.p - other.p);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let highest = 0;
  for (const [i, { p, place }] of tests.entries()) {
    highest = Math.max(highest, Math.min(1, (tests.length - i) * p));
    adjusted[place] = highest;
  }
  return adjusted;
}

function testsOf(pValues: PValues): { p: number; place: number }[] {
  return pValues.flatMap((p, place) => {
    if (p === null) return [];
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value lies between 0 and 1, not at ${p}.`);
    return [{ p, place }];
  });
}
