import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleIndices, seededRandom } from './random.ts';

describe('seededRandom', () => {
  it('gives the numbers of mulberry32', () => {
    // From seed 0, computed apart from this code with 32-bit integers in Python.
    const random = seededRandom(0);
    expect([random(), random(), random()].map((x) => x * 2 ** 32)).toEqual([1144304738, 1416247, 958946056]);
  });
});

describe('sampleIndices', () => {
  const size = fc.integer({ min: 0, max: 200 });

  it('draws distinct numbers in range, ascending, the same for the same seed', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 250 }), fc.integer(), (n, count, seed) => {
        const drawn = sampleIndices(n, count, seed);
        expect(drawn).toHaveLength(Math.min(n, count));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
        expect(drawn.every((index) => index >= 0 && index < n)).toBe(true);
        expect(sampleIndices(n, count, seed)).toEqual(drawn);
      }),
    );
  });

  it('contains the smaller sample of the same seed', () => {
    fc.assert(
      fc.property(size, fc.integer(), (n, seed) => {
        const larger = new Set(sampleIndices(n, 20, seed));
        expect(sampleIndices(n, 10, seed).every((index) => larger.has(index))).toBe(true);
      }),
    );
  });

  it('reaches every number equally often, roughly', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let seed = 0; seed < 5_000; seed++) {
      for (const index of sampleIndices(10, 3, seed)) counts[index] = (counts[index] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_500)).toBeLessThan(150);
  });
});
