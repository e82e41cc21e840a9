import { describe, expect, it } from 'vitest';
import { plainNearest } from '../../domain/lab/nearest.ts';
import { seededRandom } from '../../domain/random.ts';
import { simdNearest } from './simd-nearest.ts';

describe('simdNearest', () => {
  it('finds what plain loops find, also where passages are fewer than the depth', () => {
    const random = seededRandom(3);
    // Few values, so that ties are common and sums are exact.
    const vectors = (rows: number): Float32Array =>
      Float32Array.from({ length: rows * 8 }, () => Math.floor(random() * 3) - 1);
    for (const [queries, passages, depth] of [
      [70, 40, 5],
      [3, 2, 4],
      [2, 0, 1],
    ] as const) {
      const [asked, pool] = [vectors(queries), vectors(passages)];
      expect(simdNearest(asked, pool, 8, depth)).toEqual(plainNearest(asked, pool, 8, depth));
    }
  });
});
