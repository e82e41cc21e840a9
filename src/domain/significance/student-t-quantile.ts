import { studentTSurvival } from './special-functions.ts';

/**
 * The t that Student's t with `df` > 0 degrees of freedom stays below with the given probability, by halving the
 * interval in which its tail lies until doubles cannot tell its ends apart.
 * @param probability 0.5 or more, below 1; otherwise a `RangeError`
 */
export function studentTQuantile(probability: number, df: number): number {
  if (!(probability >= 0.5 && probability < 1)) {
    throw new RangeError(`A probability from 0.5 to below 1 is needed, not ${probability}.`);
  }
  const tail = 1 - probability;
  let low = 0;
  let high = 1;
  while (studentTSurvival(high, df) > tail) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTSurvival(middle, df) > tail) low = middle;
    else high = middle;
  }
}
