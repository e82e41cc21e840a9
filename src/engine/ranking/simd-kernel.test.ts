import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random.ts';
import { scoreRows } from '../../domain/vectors/matrix.ts';
import { createKernel } from './simd-kernel.ts';

describe.each([{ simd: true }, { simd: false }])('kernel with %o', (options) => {
  it('scores what the reference scores, at any size', () => {
    fc.assert(
      fc.property(size(0, 23), size(1, 21), size(0, 9), fc.nat(), (rows, d, count, seed) => {
        const [passages, queries] = [randomVectors(rows * d, seed), randomVectors(count * d, seed + 1)];
        const kernel = createKernel(rows, d, options);
        kernel.write(0, passages);
        const scores = kernel.score(queries, count);
        const expected = new Float32Array(count * rows);
        scoreRows(queries, count, passages, rows, d, expected);
        expect(scores).toHaveLength(count * rows);
        scores.forEach((score, i) => {
          expect(score).toBeCloseTo(expected[i]!, 5);
        });
      }),
    );
  });

  it('gives equal vectors equal scores in every row, block and place of the block', () => {
    const d = 37;
    const vector = randomVectors(d, 1);
    const query = randomVectors(d, 2);
    const seen = new Set<number>();
    for (const rows of [1, 2, 3, 4, 5, 6, 7, 8, 11]) {
      const kernel = createKernel(rows, d, options);
      for (let row = 0; row < rows; row += 1) kernel.write(row, vector);
      for (const count of [1, 2, 3, 4, 5]) {
        const queries = new Float32Array(count * d);
        for (let q = 0; q < count; q += 1) queries.set(query, q * d);
        for (const score of kernel.score(queries, count)) seen.add(score);
      }
    }
    expect(seen.size).toBe(1);
  });

  it('counts over a part of one row of the block', () => {
    fc.assert(
      fc.property(size(1, 40), size(1, 4), fc.nat(), size(0, 40), size(0, 40), (rows, count, seed, a, b) => {
        const kernel = createKernel(rows, 1, options);
        kernel.write(0, coarse(rows, seed));
        const scores = kernel.score(coarse(count, seed + 1), count).slice();
        const [from, to] = [Math.min(a, b, rows), Math.min(Math.max(a, b), rows)];
        for (let q = 0; q < count; q += 1) {
          const part = scores.slice(q * rows + from, q * rows + to);
          for (const value of [-1, 0, 2]) {
            expect(kernel.countGreater(q, from, to, value)).toBe(part.filter((s) => s > value).length);
            expect(kernel.countEqual(q, from, to, value)).toBe(part.filter((s) => s === value).length);
          }
        }
      }),
    );
  });

  it('replaces rows, reads them back, and keeps them when a larger block makes the memory grow', () => {
    const [rows, d] = [1000, 6];
    const kernel = createKernel(rows, d, options);
    const passages = randomVectors(rows * d, 3);
    kernel.write(0, passages);
    const replaced = randomVectors(2 * d, 4);
    kernel.write(997, replaced);
    passages.set(replaced, 997 * d);
    const query = randomVectors(d, 5);
    const before = kernel.score(query, 1).slice();
    const queries = new Float32Array(50 * d);
    queries.set(query, 49 * d);
    const after = kernel.score(queries, 50).slice(49 * rows);
    expect(after).toEqual(before);
    expect(kernel.read(0, rows)).toEqual(passages);
    expect(kernel.read(998, 1)).toEqual(passages.slice(998 * d, 999 * d));
  });

  it('refuses vectors that are not finite or do not fit', () => {
    const kernel = createKernel(2, 2, options);
    expect(() => {
      kernel.write(1, Float32Array.of(1, NaN));
    }).toThrow(expect.objectContaining({ code: 'model-invalid' }));
    expect(() => kernel.score(Float32Array.of(1, -Infinity), 1)).toThrow(
      expect.objectContaining({ code: 'model-invalid' }),
    );
    expect(() => kernel.score(Float32Array.of(1), 1)).toThrow(/expected 2 numbers, got 1/);
    expect(() => {
      kernel.write(1, Float32Array.of(1, 2, 3, 4));
    }).toThrow(RangeError);
  });
});

describe('createKernel', () => {
  it('says how much memory it did not get', () => {
    expect(() => createKernel(2_000_000, 384)).toThrow(
      expect.objectContaining({
        code: 'out-of-memory',
        message: expect.stringContaining('3072 MB') as string,
      }),
    );
  });

  it('cannot be used when it was disposed of', () => {
    const kernel = createKernel(1, 1);
    kernel.dispose();
    expect(() => kernel.read(0, 1)).toThrow(/disposed/);
  });
});

const size = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

function randomVectors(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random() * 2 - 1);
}

/** Small whole numbers, so that sums are exact and ties abound. */
function coarse(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => Math.floor(random() * 4) - 2);
}
