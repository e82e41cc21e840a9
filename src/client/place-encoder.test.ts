import { describe, expect, it } from 'vitest';
import { lowestCosine } from './place-encoder.ts';

describe('lowestCosine', () => {
  it('is that of the worst text', () => {
    const a = new Float32Array([1, 0, 0, 2]);
    const b = new Float32Array([2, 0, 1, 1]);
    expect(lowestCosine(a, b, 2)).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('lets no garbage pass as agreement', () => {
    expect(lowestCosine(new Float32Array([1, 0]), new Float32Array([NaN, NaN]), 2)).toBeNaN();
    expect(lowestCosine(new Float32Array([1, 0, 1, 0]), new Float32Array([0, 0, 1, 0]), 2)).toBeNaN();
    expect(lowestCosine(new Float32Array([1, 0]), new Float32Array(0), 2)).toBeNaN();
  });
});
