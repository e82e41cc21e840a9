import { describe, expect, it } from 'vitest';
import { seedInterval } from './seed-interval.ts';

describe('seedInterval', () => {
  it('is the mean and t(0.975, n − 1) · s / √n', () => {
    // s = 1, √n = √3, t(0.975, 2) = 4.3027
    const interval = seedInterval([1, 2, 3]);
    expect(interval?.mean).toBe(2);
    expect(interval?.margin).toBeCloseTo(4.302_652_73 / Math.sqrt(3), 7);
    expect(interval?.n).toBe(3);
  });

  it('has no margin for one seed, and is 0 wide where seeds agree', () => {
    expect(seedInterval([0.5])).toEqual({ mean: 0.5, margin: null, n: 1 });
    expect(seedInterval([0.5, 0.5])).toEqual({ mean: 0.5, margin: 0, n: 2 });
  });

  it('leaves out seeds without a value', () => {
    expect(seedInterval([null, 0.25, null])).toEqual({ mean: 0.25, margin: null, n: 1 });
    expect(seedInterval([null])).toBeNull();
    expect(seedInterval([])).toBeNull();
  });
});
