import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, linePath, nearest, niceTicks, spreadLabels } from './line-geometry.ts';

describe('places of a line chart', () => {
  it('ticks are round and lie within the ends', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0.41, 0.47, 3)).toEqual([0.42, 0.44, 0.46]);
    expect(niceTicks(210, 400, 4)).toEqual([250, 300, 350, 400]);
    expect(niceTicks(3, 3, 4)).toEqual([3]);
  });
  it('one value stands in the middle, amounts do not fall below zero, nothing is no domain', () => {
    expect(domainOf([2])).toEqual([1.8, 2.2]);
    expect(domainOf([0])).toEqual([-1, 1]);
    expect(domainOf([0, 10])[0]).toBe(0);
    expect(domainOf([NaN])).toEqual([0, 1]);
  });
  it('a missing value leaves a gap', () => {
    expect(
      linePath([
        [0, 1],
        [1, 2],
        [2, null],
        [3, 4],
      ]),
    ).toBe('M0 1L1 2M3 4');
  });
  it('labels keep their distance and their order, and stay where there is room', () => {
    expect(spreadLabels([10, 50], 12, 0, 100)).toEqual([10, 50]);
    expect(spreadLabels([50, 50], 12, 0, 100)).toEqual([50, 62]);
    expect(spreadLabels([99, 98], 12, 0, 100)).toEqual([100, 88]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 }), (wanted) => {
        const sorted = spreadLabels(wanted, 12, 0, 100).sort((a, b) => a - b);
        for (let i = 1; i < sorted.length; i += 1)
          expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
      }),
    );
  });
  it('finds the nearest value', () => {
    expect(nearest([0, 0.5, 1], 0.7)).toBe(1);
    expect(nearest([], 1)).toBe(-1);
  });
});
