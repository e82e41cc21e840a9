import { describe, expect, it } from 'vitest';
import { dot, normaliseRows, scoreRows } from './matrix.ts';

describe('dot', () => {
  it('sums the products', () => {
    expect(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, -5, 6))).toBe(12);
    expect(dot(new Float32Array(0), new Float32Array(0))).toBe(0);
  });
});

describe('normaliseRows', () => {
  it('scales each row to length 1 and leaves a row of zeros', () => {
    const matrix = Float32Array.of(3, 4, 0, 0, 0, -2);
    normaliseRows(matrix, 2);
    expect([...matrix]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0, 0, -1]);
  });
});

describe('scoreRows', () => {
  it('scores every query against every passage', () => {
    const out = new Float32Array(6);
    scoreRows(Float32Array.of(1, 0, 2, 3), 2, Float32Array.of(1, 1, 0, 5, -1, 2), 3, 2, out);
    expect([...out]).toEqual([1, 0, -1, 5, 15, 4]);
  });
});
