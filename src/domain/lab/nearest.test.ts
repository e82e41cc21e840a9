import { describe, expect, it } from 'vitest';
import { NO_ROW, plainNearest } from './nearest.ts';

describe('plainNearest', () => {
  it('gives the best rows first, ties by the lower one', () => {
    const passages = Float32Array.of(1, 0, 0, 1, 1, 0, 0, 2);
    expect(plainNearest(Float32Array.of(1, 0, 0, 1), passages, 2, 3)).toEqual({
      rows: Uint32Array.of(0, 2, 1, 3, 1, 0),
      scores: Float32Array.of(1, 1, 0, 2, 1, 0),
    });
  });

  it('fills up where there are fewer passages than the depth', () => {
    expect(plainNearest(Float32Array.of(2), Float32Array.of(3), 1, 2)).toEqual({
      rows: Uint32Array.of(0, NO_ROW),
      scores: Float32Array.of(6, -Infinity),
    });
    expect(plainNearest(Float32Array.of(2), new Float32Array(0), 1, 1).rows).toEqual(Uint32Array.of(NO_ROW));
  });
});
