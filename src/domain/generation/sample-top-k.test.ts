import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { sampleTopK } from './sample-top-k.ts';

const none = new Set<number>();
const at = (value: number) => () => value;
const draw = (logits: readonly number[], value: number, topK = 10, temperature = 1, suppressed = none) =>
  sampleTopK(Float32Array.from(logits), { topK, temperature, suppressed }, at(value));

describe('sampleTopK', () => {
  // exp: 4, 2, 1, 1 of 8, so that the borders lie at 1/2, 3/4 and 7/8.
  const logits = [0, Math.log(4), 0, Math.log(2)];

  it('draws in proportion to exp(logit), best first, equal ones by id', () => {
    const drawn = [0, 0.49, 0.51, 0.74, 0.76, 0.87, 0.88, 0.999].map((value) => draw(logits, value));
    expect(drawn).toEqual([1, 1, 3, 3, 0, 0, 2, 2]);
  });

  it('keeps the k best, and of equal ones those with the lowest ids', () => {
    expect([0, 0.66, 0.67, 0.999].map((value) => draw(logits, value, 2))).toEqual([1, 1, 3, 3]);
    expect([0, 0.5, 0.999].map((value) => draw([5, 5, 5, 5], value, 2))).toEqual([0, 1, 1]);
    expect(draw([1, 7, 7], 0.999, 1)).toBe(1);
  });

  it('divides by the temperature', () => {
    // At 1/2 the odds 4 : 2 become 16 : 4.
    expect([0.79, 0.81].map((value) => draw(logits, value, 2, 0.5))).toEqual([1, 3]);
  });

  it('never draws what is suppressed or not a number', () => {
    expect(draw([9, 1, NaN, Infinity, -Infinity], 0.5, 3, 1, new Set([0]))).toBe(1);
    expect(draw([NaN, NaN], 0.5)).toBeNull();
    expect(draw([1, 2], 0.5, 2, 1, new Set([0, 1]))).toBeNull();
  });

  it('does not overflow', () => {
    expect(draw([3e38, -3e38], 0.9, 2, 1e-6)).toBe(0);
  });

  it('draws one of the k best, always the same for the same seed, and takes one random number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer(),
        (values, topK, seed) => {
          const options = { topK, temperature: 0.8, suppressed: none };
          const random = seededRandom(seed);
          const id = sampleTopK(Float32Array.from(values), options, random);
          expect(sampleTopK(Float32Array.from(values), options, seededRandom(seed))).toBe(id);
          const best = values
            .map((value, i) => [value, i] as const)
            .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
          expect(best.slice(0, topK).map(([, i]) => i)).toContain(id);
          const other = seededRandom(seed);
          other();
          expect(random()).toBe(other());
        },
      ),
    );
  });

  it('meets every candidate as often as it should', () => {
    const random = seededRandom(5);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i += 1) {
      const id = sampleTopK(Float32Array.from(logits), { topK: 4, temperature: 1, suppressed: none }, random);
      counts[id ?? 0] = (counts[id ?? 0] ?? 0) + 1;
    }
    // Standard deviations are below 45.
    [1000, 4000, 1000, 2000].forEach((expected, id) => {
      expect(Math.abs((counts[id] ?? 0) - expected)).toBeLessThan(180);
    });
  });
});
