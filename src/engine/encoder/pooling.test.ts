import { describe, expect, it } from 'vitest';
import { pool } from './pooling.ts';

// Two texts of at most three tokens, two dimensions; the second text has one token and two of padding.
const HIDDEN = new Float32Array([1, 0, 3, 0, 2, 6, /* text 2 */ 3, 4, 100, 100, 100, 100]);

describe('pool', () => {
  it('takes the mean over tokens and leaves padding out', () => {
    expect([...pool(HIDDEN, [3, 1], 3, 2, { pooling: 'mean', normalize: false })]).toEqual([2, 2, 3, 4]);
  });

  it('takes the first token for cls', () => {
    expect([...pool(HIDDEN, [3, 1], 3, 2, { pooling: 'cls', normalize: false })]).toEqual([1, 0, 3, 4]);
  });

  it('takes the last token that is no padding', () => {
    expect([...pool(HIDDEN, [3, 1], 3, 2, { pooling: 'last', normalize: false })]).toEqual([2, 6, 3, 4]);
  });

  it('scales to unit length', () => {
    const [a, b, c, d] = pool(HIDDEN, [3, 1], 3, 2, { pooling: 'mean', normalize: true });
    expect(a).toBeCloseTo(Math.SQRT1_2, 6);
    expect(b).toBeCloseTo(Math.SQRT1_2, 6);
    expect(c).toBeCloseTo(0.6, 6);
    expect(d).toBeCloseTo(0.8, 6);
  });

  it('leaves a zero vector finite', () => {
    expect([...pool(new Float32Array(2), [1], 1, 2, { pooling: 'mean', normalize: true })]).toEqual([0, 0]);
  });
});
