import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOrder } from './spread-order.ts';

describe('spreadOrder', () => {
  it('meets every row once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
        expect(new Set(spreadOrder(count)).size).toBe(count);
      }),
    );
  });

  it('reaches every thirteenth of a shard early', () => {
    const order = spreadOrder(1040).slice(0, 130);
    expect(new Set(order.map((row) => Math.floor(row / 80))).size).toBe(13);
  });
});
