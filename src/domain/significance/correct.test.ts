import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonferroni, correct, holm } from './correct.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const pValues = fc.array(fc.option(probability, { nil: null }), { maxLength: 20 });

function expectClose(actual: readonly (number | null)[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 14);
}

describe('corrections for several tests', () => {
  it('agree with statsmodels', () => {
    // statsmodels.stats.multitest.multipletests(p, method=…).
    const p = [0.01, 0.04, 0.03, 0.005, 0.6];
    expectClose(holm(p), [0.04, 0.09, 0.09, 0.025, 0.6]);
    expectClose(bonferroni(p), [0.05, 0.2, 0.15, 0.025, 1]);
    expect(correct(p, 'holm')).toEqual(holm(p));
    expect(correct(p, 'bonferroni')).toEqual(bonferroni(p));
  });

  it('pass over tests that were not made', () => {
    expect(holm([null, 0.02, null, 0.5])).toEqual([null, 0.04, null, 0.5]);
    expect(bonferroni([null, 0.02, 0.5])).toEqual([null, 0.04, 1]);
    expect([holm([]), bonferroni([null])]).toEqual([[], [null]]);
  });

  it('refuse what is no probability', () => {
    for (const p of [-0.1, 1.1, NaN]) {
      expect(() => holm([p])).toThrow(RangeError);
      expect(() => bonferroni([p])).toThrow(RangeError);
    }
  });

  it('lie between the raw value and 1, Holm never above Bonferroni, in the order of the raw values', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const byHolm = holm(p);
        const byBonferroni = bonferroni(p);
        for (const [i, raw] of p.entries()) {
          if (raw === null) {
            expect([byHolm[i], byBonferroni[i]]).toEqual([null, null]);
            continue;
          }
          expect(byHolm[i]).toBeGreaterThanOrEqual(raw);
          expect(byHolm[i]).toBeLessThanOrEqual(byBonferroni[i]!);
          expect(byBonferroni[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of p.entries()) {
            if (other !== null && other >= raw) expect(byHolm[j]).toBeGreaterThanOrEqual(byHolm[i]!);
          }
        }
      }),
    );
  });

  it('follow the order of the input', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        expect(holm([...p].reverse())).toEqual(holm(p).reverse());
      }),
    );
  });
});
