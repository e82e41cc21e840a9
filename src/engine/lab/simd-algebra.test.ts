import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinearAlgebra, ProductSize } from '../../domain/lab/linear-algebra.ts';
import { createPlainAlgebra } from '../../domain/lab/plain-algebra.ts';
import { seededRandom } from '../../domain/random.ts';
import { createAlgebra } from './simd-algebra.ts';

const MIB = 2 ** 20;
const variants = [undefined, 'a', 'b'] as const;
type Transposed = (typeof variants)[number];

describe('products in SIMD', () => {
  it('are those of the plain loops to the last bit, at any size', () => {
    const extent = fc.integer({ min: 0, max: 29 });
    const simd = createAlgebra({ bytes: 16 * MIB, simd: true });
    fc.assert(
      fc.property(
        extent,
        extent,
        extent,
        fc.constantFrom(...variants),
        fc.boolean(),
        fc.nat(),
        (m, n, k, transposed, accumulate, seed) => {
          expectSameBits(simd, { m, n, k }, transposed, accumulate, seed);
        },
      ),
      { numRuns: 300 },
    );
  });

  // Batches and dimensions that no tile divides, and sizes beyond one block of rows, columns and depth.
  it.each([
    { m: 37, n: 386, k: 386 },
    { m: 386, n: 386, k: 37 },
    { m: 131, n: 521, k: 523 },
  ])('are those of the plain loops to the last bit at %o', (size) => {
    const simd = createAlgebra({ bytes: 32 * MIB, simd: true });
    for (const transposed of variants) {
      for (const accumulate of [false, true]) expectSameBits(simd, size, transposed, accumulate, 1);
    }
  });

  it('do not depend on the place of a row or on its neighbours', () => {
    const algebra = createAlgebra({ bytes: MIB });
    const [d, n] = [13, 11];
    const right = randomMatrix(algebra, n, d, 1);
    const row = randomMatrix(algebra, 1, d, 2);
    const alone = algebra.matrix(1, n);
    algebra.multiply(alone, row, right, { m: 1, n, k: d }, { transposed: 'b' });
    for (const rows of [2, 4, 7]) {
      const left = randomMatrix(algebra, rows, d, 3);
      left.set(row, (rows - 1) * d);
      const all = algebra.matrix(rows, n);
      algebra.multiply(all, left, right, { m: rows, n, k: d }, { transposed: 'b' });
      expect(all.slice((rows - 1) * n)).toEqual(alone);
    }
  });

  it('neither read nor write what lies beside a matrix', () => {
    for (const transposed of variants) {
      const algebra = createAlgebra({ bytes: MIB });
      const size = { m: 5, n: 7, k: 3 };
      const guards: Float32Array[] = [];
      const guarded = (rows: number, columns: number, seed: number): Float32Array => {
        const before = algebra.matrix(1, 64).fill(NaN);
        const matrix = randomMatrix(algebra, rows, columns, seed);
        guards.push(before, algebra.matrix(1, 64).fill(NaN));
        return matrix;
      };
      // A part of a matrix of NaN, since matrices themselves have a gap behind them.
      const whole = algebra.matrix(1, 200).fill(NaN);
      const c = whole.subarray(50, 50 + size.m * size.n);
      const [a, b] = [guarded(size.m, size.k, 1), guarded(size.k, size.n, 2)];
      algebra.multiply(c, a, b, size, { transposed });
      expect([...c].some(Number.isNaN)).toBe(false);
      expect(whole.filter(Number.isNaN)).toHaveLength(200 - c.length);
      expect(guards.every((guard) => guard.every(Number.isNaN))).toBe(true);
    }
  });

  it('refuse matrices that are too small or come from elsewhere', () => {
    const algebra = createAlgebra({ bytes: MIB });
    const [a, b, c] = [algebra.matrix(2, 3), algebra.matrix(3, 2), algebra.matrix(2, 2)];
    expect(() => {
      algebra.multiply(c, a, b, { m: 2, n: 2, k: 4 });
    }).toThrow(RangeError);
    const elsewhere = new Float32Array(6);
    for (const [out, left, right] of [
      [elsewhere, a, b],
      [c, elsewhere, b],
      [c, a, elsewhere],
    ] as const) {
      expect(() => {
        algebra.multiply(out, left, right, { m: 2, n: 2, k: 3 });
      }).toThrow(/outside/);
    }
  });
});

describe('memory', () => {
  it('holds matrices of zeros that stay where they are, to the last byte', () => {
    const algebra = createAlgebra({ bytes: MIB });
    const matrices = Array.from({ length: 16 }, () => algebra.matrix(128, 128));
    matrices.forEach((matrix, i) => {
      expect(matrix.every((number) => number === 0)).toBe(true);
      matrix.fill(i);
    });
    matrices.forEach((matrix, i) => {
      expect(matrix).toHaveLength(128 * 128);
      expect(matrix.every((number) => number === i)).toBe(true);
    });
    const [last] = matrices.slice(-1);
    algebra.multiply(matrices[0]!, last!, last!, { m: 128, n: 128, k: 127 }, { transposed: 'b' });
    expect(matrices[0]![0]).toBe(127 * 15 * 15);
  });

  it('is not read past its end for rows that a tile lacks', () => {
    const algebra = createAlgebra({ bytes: MIB });
    const [c, row] = [algebra.matrix(1, 1), algebra.matrix(1, MIB / 4 - 16).fill(1)];
    algebra.multiply(c, row, row, { m: 1, n: 1, k: row.length }, { transposed: 'b' });
    expect(c[0]).toBe(row.length);
  });

  it('says what it had no room for', () => {
    const algebra = createAlgebra({ bytes: MIB });
    algebra.matrix(256, 1000);
    expect(() => algebra.matrix(1000, 384)).toThrow(
      expect.objectContaining({
        code: 'out-of-memory',
        message: expect.stringMatching(
          /memory of 2 MB has no room left for 1000 × 384 numbers \(2 MB\)/,
        ) as string,
      }),
    );
    expect(() => createAlgebra({ bytes: 2 ** 40 })).toThrow(
      expect.objectContaining({
        code: 'out-of-memory',
        message: expect.stringContaining('1099512 MB') as string,
      }),
    );
    expect(() => createAlgebra({ simd: false }).matrix(2 ** 20, 2 ** 20)).toThrow(
      expect.objectContaining({ code: 'out-of-memory' }),
    );
  });

  it('is gone when it was disposed of', () => {
    const algebra = createAlgebra({ bytes: MIB });
    const matrix = algebra.matrix(1, 1);
    algebra.dispose();
    expect(() => algebra.matrix(1, 1)).toThrow(/disposed/);
    expect(() => {
      algebra.multiply(matrix, matrix, matrix, { m: 1, n: 1, k: 1 });
    }).toThrow(/disposed/);
  });
});

function expectSameBits(
  simd: LinearAlgebra,
  size: ProductSize,
  transposed: Transposed,
  accumulate: boolean,
  seed: number,
): void {
  const { m, n, k } = size;
  const [c, expected] = [simd, createPlainAlgebra()].map((algebra) => {
    const out = randomMatrix(algebra, m, n, seed);
    const [a, b] = [randomMatrix(algebra, m, k, seed + 1), randomMatrix(algebra, k, n, seed + 2)];
    algebra.multiply(out, a, b, size, { transposed, accumulate });
    return out;
  });
  // Bytes: 0 and −0 are told apart, and large arrays are compared fast.
  expect(Buffer.compare(bytesOf(c!), bytesOf(expected!))).toBe(0);
}

function bytesOf(numbers: Float32Array): Buffer {
  return Buffer.from(numbers.slice().buffer);
}

function randomMatrix(algebra: LinearAlgebra, rows: number, columns: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const matrix = algebra.matrix(rows, columns);
  for (let i = 0; i < matrix.length; i += 1) matrix[i] = random() * 2 - 1;
  return matrix;
}
