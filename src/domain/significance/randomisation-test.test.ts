import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomisationTest } from './randomisation-test.ts';

const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
const differences = fc
  .array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 40 })
  .map((values) => values.map((value) => value / 10));

/** Counts by going through every sign, in whole tenths, so without rounding. */
function countedP(tenths: readonly number[]): number {
  const sums = tenths.reduce<number[]>((all, d) => all.flatMap((sum) => [sum + d, sum - d]), [0]);
  const observed = Math.abs(tenths.reduce((sum, d) => sum + d, 0));
  return sums.filter((sum) => Math.abs(sum) >= observed).length / sums.length;
}

describe('randomisationTest', () => {
  it('counts all assignments of a few pairs', () => {
    // d = 1, 2, 3: only +++ and −−− reach 6, of 8.
    expect(randomisationTest([1, 2, 3], zeros(3), { seed: 1 })).toEqual({ p: 0.25, exact: true, rounds: 8 });
    // d = 1, −1: the mean is 0, which every assignment reaches.
    expect(randomisationTest([1, -1], zeros(2), { seed: 1 })?.p).toBe(1);
  });

  it('is exact for as many pairs that differ, whatever the ties, and free of rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 12 }), (tenths) => {
        const a = [...tenths.map((d) => d / 10), ...zeros(30)];
        expect(randomisationTest(a, zeros(a.length), { seed: 1 })?.p).toBe(countedP(tenths));
      }),
    );
  });

  it('draws for more than 16, near the exact share', () => {
    // scipy 1.17.1, stats.permutation_test((d,), np.mean, permutation_type='samples', n_resamples=np.inf).
    const d = Array.from({ length: 20 }, (_, i) => (((i * 37) % 11) - 3) / 10);
    const test = randomisationTest(d, zeros(20), { seed: 7, rounds: 200_000 });
    expect(test).toMatchObject({ exact: false, rounds: 200_000 });
    expect(Math.abs(test!.p - 0.01924896240234375)).toBeLessThan(0.0015);
  });

  it('counts the observed assignment among the drawn, so that p is never 0', () => {
    const a = Array.from({ length: 100 }, () => 1);
    expect(randomisationTest(a, zeros(100), { seed: 3, rounds: 999 })?.p).toBe(1 / 1000);
  });

  it('is 1 where nothing differs and has no answer where nothing is paired', () => {
    expect(randomisationTest(zeros(40), zeros(40), { seed: 1 })?.p).toBe(1);
    expect(randomisationTest([], [], { seed: 1 })).toBeNull();
    expect(() => randomisationTest([1], [0], { seed: 1, rounds: 0 })).toThrow(RangeError);
  });

  it('is a probability, the same for the same seed and for either order of the arms', () => {
    fc.assert(
      fc.property(differences, fc.integer(), (a, seed) => {
        const b = zeros(a.length);
        const test = randomisationTest(a, b, { seed, rounds: 200 })!;
        expect(test.p > 0 && test.p <= 1).toBe(true);
        expect(randomisationTest(a, b, { seed, rounds: 200 })).toEqual(test);
        expect(randomisationTest(b, a, { seed, rounds: 200 })).toEqual(test);
      }),
    );
  });

  it('turns each sign about half of the time', () => {
    // Differences of one size make the sum a fair walk of 33 steps, observed at 19 − 14 = 5: a binomial tail.
    const d = Array.from({ length: 33 }, (_, i) => (i < 19 ? 1 : -1));
    const exact = (): number => {
      let all = 0;
      let far = 0;
      let ways = 1;
      for (let up = 0; up <= 33; up += 1) {
        all += ways;
        if (Math.abs(2 * up - 33) >= 5) far += ways;
        ways = (ways * (33 - up)) / (up + 1);
      }
      return far / all;
    };
    const test = randomisationTest(d, zeros(33), { seed: 11, rounds: 100_000 })!;
    expect(Math.abs(test.p - exact())).toBeLessThan(0.006);
  });
});
