import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { topEigenvectors } from './top-eigenvectors.ts';

/** VᵀV = I and Vᵀ·diag(values)·V = matrix, where the rows of V are the eigenvectors. */
function expectDecomposition(matrix: Float64Array, n: number): void {
  const { values, vectors } = symmetricEigen(matrix, n);
  const scale = Math.max(1e-300, ...matrix.map(Math.abs));
  for (let i = 0; i < n; i += 1) {
    expect(values[i]!).toBeLessThanOrEqual(values[i - 1] ?? Infinity);
    for (let j = 0; j < n; j += 1) {
      let product = 0;
      let rebuilt = 0;
      for (let k = 0; k < n; k += 1) {
        product += vectors[i * n + k]! * vectors[j * n + k]!;
        rebuilt += vectors[k * n + i]! * values[k]! * vectors[k * n + j]!;
      }
      expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
      expect(Math.abs(rebuilt - matrix[i * n + j]!)).toBeLessThan(1e-12 * n * scale);
    }
  }
}

/** Second moments of `rows` random vectors whose i-th component has the deviation spread(i). */
function moments(d: number, rows: number, spread: (i: number) => number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  const matrix = new Float64Array(d * d);
  for (let row = 0; row < rows; row += 1) {
    const x = Float64Array.from({ length: d }, (_, i) => spread(i) * (random() - 0.5));
    for (let i = 0; i < d; i += 1) for (let j = 0; j < d; j += 1) matrix[i * d + j]! += x[i]! * x[j]!;
  }
  return matrix;
}

describe('symmetricEigen', () => {
  it('solves what can be solved by hand', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect(Math.abs(vectors[0]!)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vectors[0]).toBeCloseTo(vectors[1]!, 12);
    expect(vectors[2]).toBeCloseTo(-vectors[3]!, 12);
    expect([...symmetricEigen(Float64Array.of(5), 1).values]).toEqual([5]);
    expect([...symmetricEigen(Float64Array.of(1, 0, 0, 0, 3, 0, 0, 0, 2), 3).values]).toEqual([3, 2, 1]);
  });

  it('decomposes any symmetric matrix, equal and zero eigenvalues included', () => {
    const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
      fc
        .array(fc.oneof(fc.constantFrom(0, 1, -1), fc.double({ min: -1e3, max: 1e3, noNaN: true })), {
          minLength: n * n,
          maxLength: n * n,
        })
        .map((list) => ({
          n,
          matrix: Float64Array.from(list, (_, at) => {
            const [i, j] = [Math.floor(at / n), at % n];
            return list[Math.min(i, j) * n + Math.max(i, j)]!;
          }),
        })),
    );
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        expectDecomposition(matrix, n);
      }),
    );
  });

  it('decomposes what is too small to be squared', () => {
    for (const tiny of [5e-324, 1e-200, 1e-150, 1e-20]) {
      expectDecomposition(Float64Array.of(0, tiny, tiny, 0), 2);
      expectDecomposition(Float64Array.of(-1, 0, 1, 0, 0, tiny, 1, tiny, 0), 3);
    }
  });

  it('decomposes large ones, of full rank and of a low one', () => {
    expectDecomposition(
      moments(60, 200, () => 1),
      60,
    );
    expectDecomposition(
      moments(60, 7, () => 1),
      60,
    );
  });

  it('ends where there is no answer', () => {
    expect(() => symmetricEigen(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow('is it finite');
  });
});

describe('topEigenvectors', () => {
  const D = 160;
  it.each([
    ['values that fall slowly', moments(D, 400, (i) => 1 / (1 + i / 40))],
    ['one large value', moments(D, 400, (i) => (i === 0 ? 30 : 1))],
    ['a low rank', moments(D, 2, () => 1)],
    ['nothing', new Float64Array(D * D)],
  ])('finds the same directions as the full solver: %s', (_, matrix) => {
    const { values, vectors } = symmetricEigen(matrix, D);
    const found = topEigenvectors(matrix, D, 3);
    const rank = values.filter((value) => value > 1e-9 * values[0]!).length;
    expect(found).toHaveLength(Math.min(3, rank));
    found.forEach((direction, row) => {
      const cosine = direction.reduce((sum, value, i) => sum + value * vectors[row * D + i]!, 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 9);
      expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
    });
  });

  it('finds orthonormal directions when values are equal', () => {
    const matrix = new Float64Array(D * D);
    for (let i = 0; i < D; i += 1) matrix[i * D + i] = i < 5 ? 4 : 1;
    const found = topEigenvectors(matrix, D, 4);
    expect(found).toHaveLength(4);
    found.forEach((a, i) => {
      found.forEach((b, j) => {
        expect(a.reduce((sum, value, k) => sum + value * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 9);
      });
      // Each lies in the space of the five.
      expect(Math.hypot(...a.subarray(0, 5))).toBeCloseTo(1, 9);
    });
  });
});
