import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMean, bootstrapMeanDifference } from './bootstrap.ts';

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });

describe('bootstrapMean', () => {
  it('gives the quantiles of what two values can become', () => {
    // Means 0, ½, 1 in a quarter, a half and a quarter of the resamples.
    expect(bootstrapMean([0, 1], { seed: 1 })).toEqual({ low: 0, high: 1 });
    expect(bootstrapMean([0, 1], { seed: 1, confidence: 0.4 })).toEqual({ low: 0.5, high: 0.5 });
  });

  it('agrees with scipy within the noise of drawing', () => {
    // scipy 1.17.1, stats.bootstrap((A − B,), np.mean, n_resamples=200000, method='percentile', rng=1).
    const a = [0.5, 0.6, 0.7, 0.8, 0.9, 0.3, 0.4, 0.75];
    const b = [0.4, 0.65, 0.6, 0.7, 0.85, 0.3, 0.2, 0.7];
    const interval = bootstrapMeanDifference(a, b, { seed: 1 })!;
    expect(Math.abs(interval.low - 0.01875)).toBeLessThan(0.0065);
    expect(Math.abs(interval.high - 0.11875)).toBeLessThan(0.0065);
  });

  it('comes near 1.96 standard errors for many values', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => (i % 100) / 100);
    const mean = 0.495;
    const error = Math.sqrt(many.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / 1_000;
    const interval = bootstrapMean(many, { seed: 5 })!;
    expect((mean - interval.low) / error).toBeCloseTo(1.96, 0);
    expect((interval.high - mean) / error).toBeCloseTo(1.96, 0);
    expect(Math.abs((interval.high - interval.low) / error - 3.92)).toBeLessThan(0.12);
  });

  it('interpolates between resampled means', () => {
    // With two resamples the 95 % interval keeps 2.5 % off either end of the stretch between them.
    const full = [1, 2, 3].map((seed) => bootstrapMean([0, 3, 9], { seed, resamples: 2, confidence: 0.95 })!);
    const half = [1, 2, 3].map((seed) => bootstrapMean([0, 3, 9], { seed, resamples: 2, confidence: 0.5 })!);
    for (const [i, { low, high }] of full.entries()) {
      expect((half[i]!.high - half[i]!.low) * 1.9).toBeCloseTo(high - low, 12);
    }
    expect(full.some(({ low, high }) => high > low)).toBe(true);
  });

  it('has no answer for fewer than two values and refuses options that mean nothing', () => {
    expect([bootstrapMean([], { seed: 1 }), bootstrapMean([1], { seed: 1 })]).toEqual([null, null]);
    expect(() => bootstrapMean([1, 2], { seed: 1, resamples: 0 })).toThrow(RangeError);
    expect(() => bootstrapMean([1, 2], { seed: 1, confidence: 1 })).toThrow(RangeError);
  });

  it('stays among the values and comes out again for the same seed', () => {
    fc.assert(
      fc.property(values, fc.integer(), (x, seed) => {
        const { low, high } = bootstrapMean(x, { seed, resamples: 200 })!;
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...x) - 1e-12);
        expect(high).toBeLessThanOrEqual(Math.max(...x) + 1e-12);
        expect(bootstrapMean(x, { seed, resamples: 200 })).toEqual({ low, high });
      }),
    );
  });

  it('widens with the confidence', () => {
    fc.assert(
      fc.property(values, fc.integer(), (x, seed) => {
        const narrow = bootstrapMean(x, { seed, resamples: 200, confidence: 0.8 })!;
        const wide = bootstrapMean(x, { seed, resamples: 200, confidence: 0.99 })!;
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });
});

describe('bootstrapMeanDifference', () => {
  it('turns over with the order of the arms', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(10), fc.nat(10)), { minLength: 2 }),
        fc.integer(),
        (pairs, seed) => {
          const a = pairs.map(([x]) => x / 10);
          const b = pairs.map(([, x]) => x / 10);
          const there = bootstrapMeanDifference(a, b, { seed, resamples: 100 })!;
          const back = bootstrapMeanDifference(b, a, { seed, resamples: 100 })!;
          expect(back.low).toBeCloseTo(-there.high, 12);
          expect(back.high).toBeCloseTo(-there.low, 12);
        },
      ),
    );
  });
});
