import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareSurvival,
  logGamma,
  regularisedBeta,
  studentTSurvival,
  upperGamma,
} from './special-functions.ts';

/** Relative, down to the far tails, where an absolute comparison would accept 0. */
function expectRelative(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-10);
}

// Reference numbers: mpmath 1.4.1 at 40 digits, betainc(df/2, 1/2, 0, df/(df+t²), regularized=True)/2 and
// gammainc(df/2, x/2, inf, regularized=True); scipy 1.17.1 (t.sf, chi2.sf) agrees to 13 digits.
const STUDENT: [t: number, df: number, survival: number][] = [
  [0, 5, 0.5],
  [0.5, 1, 0.352416382349566726],
  [2.5824971129863195, 7, 0.0181699195597280798],
  [-2.5824971129863195, 7, 0.98183008044027192],
  [0.001, 10, 0.499610891687370492],
  [1.96, 1189, 0.0251145384938081992],
  [5, 30, 0.0000116483427335038976],
  [12, 1189, 1.06558945490857195e-31],
  [40, 3, 0.0000171903403945792641],
  [30, 1189, 5.46770881717066193e-148],
  [3, 2, 0.047732983133354566],
  [1, 1_000_000, 0.158655374916789065],
  [-0.2, 1.5, 0.567403161627116018],
];
const CHI_SQUARE: [x: number, df: number, survival: number][] = [
  [0.5, 1, 0.479500122186953462],
  [10, 10, 0.440493285065212411],
  [2, 2, 0.367879441171442322],
  [0.0001, 3, 0.999999734046458436],
  [50, 10, 2.66908342490449564e-7],
  [200, 12, 3.26145636672046968e-36],
  [1000, 1000, 0.494052853829239642],
  [900, 1000, 0.989282761908710258],
  [0.42857142857142855, 1, 0.512690760261923395],
  [700, 2, 9.9295903962649793e-153],
];

describe('studentTSurvival', () => {
  it.each(STUDENT)('t = %d, df = %d', (t, df, survival) => {
    expectRelative(studentTSurvival(t, df), survival);
  });

  it('ends in 0 and 1', () => {
    expect([studentTSurvival(Infinity, 3), studentTSurvival(-Infinity, 3)]).toEqual([0, 1]);
  });

  it('falls in t and mirrors at 0', () => {
    const t = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(t, t, fc.integer({ min: 1, max: 2_000 }), (one, other, df) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(studentTSurvival(low, df)).toBeGreaterThanOrEqual(studentTSurvival(high, df) - 1e-14);
        expect(studentTSurvival(one, df) + studentTSurvival(-one, df)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('refuses degrees of freedom that are none', () => {
    expect(() => studentTSurvival(1, 0)).toThrow(RangeError);
    expect(() => studentTSurvival(1, NaN)).toThrow(RangeError);
  });
});

describe('chiSquareSurvival', () => {
  it.each(CHI_SQUARE)('x = %d, df = %d', (x, df, survival) => {
    expectRelative(chiSquareSurvival(x, df), survival);
  });

  it('is e^(−x/2) for two degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 600, noNaN: true }), (x) => {
        expectRelative(chiSquareSurvival(x, 2), Math.exp(-x / 2));
      }),
    );
  });

  it('ends in 1 and 0', () => {
    expect([chiSquareSurvival(0, 4), chiSquareSurvival(-1, 4), chiSquareSurvival(Infinity, 4)]).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('the functions beneath', () => {
  it('logGamma knows factorials and Γ(½)² = π', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n += 1) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  });

  it('regularisedBeta is x for a = b = 1 and a binomial tail for whole numbers', () => {
    expect(regularisedBeta(1, 1, 0.3, 0.7)).toBeCloseTo(0.3, 14);
    // P(at least 2 heads of 3) with a fair coin.
    expect(regularisedBeta(2, 2, 0.5, 0.5)).toBeCloseTo(0.5, 14);
    expect(regularisedBeta(2, 2, 0.25, 0.75)).toBeCloseTo(3 * 0.25 ** 2 * 0.75 + 0.25 ** 3, 14);
  });

  it('upperGamma(1, x) is e^(−x) on both sides of the switch between series and fraction', () => {
    for (const x of [0.1, 1.9, 2.1, 30]) expectRelative(upperGamma(1, x), Math.exp(-x));
  });
});
