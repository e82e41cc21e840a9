import { describe, expect, it } from 'vitest';
import { createPlainAlgebra } from './plain-algebra.ts';

const algebra = createPlainAlgebra();
// 1 2 3   7  8     58  64
// 4 5 6 · 9 10  = 139 154
//        11 12
const a = Float32Array.of(1, 2, 3, 4, 5, 6);
const b = Float32Array.of(7, 8, 9, 10, 11, 12);
const size = { m: 2, n: 2, k: 3 };

describe('plain products', () => {
  it('are those that one makes by hand, whichever operand is transposed', () => {
    const c = algebra.matrix(2, 2);
    algebra.multiply(c, a, b, size);
    expect([...c]).toEqual([58, 64, 139, 154]);
    algebra.multiply(c, Float32Array.of(1, 4, 2, 5, 3, 6), b, size, { transposed: 'a' });
    expect([...c]).toEqual([58, 64, 139, 154]);
    algebra.multiply(c, a, Float32Array.of(7, 9, 11, 8, 10, 12), size, { transposed: 'b' });
    expect([...c]).toEqual([58, 64, 139, 154]);
  });

  it('are added where that is asked for, and written over what was there where not', () => {
    const c = Float32Array.of(1, 1, 1, 1);
    algebra.multiply(c, a, b, size, { accumulate: true });
    expect([...c]).toEqual([59, 65, 140, 155]);
    algebra.multiply(c, a, b, { ...size, k: 0 }, { accumulate: true });
    expect([...c]).toEqual([59, 65, 140, 155]);
    algebra.multiply(c, a, b, { ...size, k: 0 });
    expect([...c]).toEqual([0, 0, 0, 0]);
  });

  it('treat the columns past the last four alike', () => {
    const row = Float32Array.of(1, 2);
    const columns = Float32Array.from({ length: 14 }, (_, i) => i);
    const c = algebra.matrix(1, 7);
    algebra.multiply(c, row, columns, { m: 1, n: 7, k: 2 });
    expect([...c]).toEqual([14, 17, 20, 23, 26, 29, 32]);
  });

  it('refuse matrices that are too small', () => {
    expect(() => {
      algebra.multiply(algebra.matrix(1, 2), a, b, size);
    }).toThrow(/\[2 × 3\]·\[3 × 2\] was asked of 6 and 6 numbers into 2/);
  });
});
