import { describe, expect, it } from 'vitest';
import { studentTQuantile } from './student-t-quantile.ts';

describe('studentTQuantile', () => {
  // Closed forms: df 1 is Cauchy, tan(π(p − ½)); df 2 is (2p − 1)·√(2 / (4p(1 − p))). The others are of the printed tables.
  it.each([
    [0.975, 1, Math.tan(Math.PI * 0.475), 10],
    [0.975, 2, 0.95 * Math.sqrt(2 / (4 * 0.975 * 0.025)), 10],
    [0.975, 4, 2.776, 3],
    [0.95, 10, 1.812, 3],
    [0.975, 1000, 1.962, 3],
    [0.5, 3, 0, 12],
  ])('at %f with %i degrees of freedom is %f', (probability, df, expected, digits) => {
    expect(studentTQuantile(probability, df)).toBeCloseTo(expected, digits);
  });

  it.each([0.3, 1, NaN])('refuses a probability of %f', (probability) => {
    expect(() => studentTQuantile(probability, 2)).toThrow(RangeError);
  });
});
