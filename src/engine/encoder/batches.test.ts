import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchByLength } from './batches.ts';

describe('batchByLength', () => {
  it('puts texts of similar length together', () => {
    expect(batchByLength([9, 1, 8, 2], 18)).toEqual([
      { positions: [1, 3], tokens: 2 },
      { positions: [2, 0], tokens: 9 },
    ]);
  });

  it('counts pairs of tokens, which long texts have more of', () => {
    expect(batchByLength([10, 10, 10, 10], 1000, 200)).toEqual([
      { positions: [0, 1], tokens: 10 },
      { positions: [2, 3], tokens: 10 },
    ]);
    expect(batchByLength([30, 2], 1000, 200)).toEqual([
      { positions: [1], tokens: 2 },
      { positions: [0], tokens: 30 },
    ]);
  });

  it('meets every text once and stays under the budget, unless one text alone is over it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 600 })),
        fc.integer({ min: 1, max: 4096 }),
        (lengths, budget) => {
          const batches = batchByLength(lengths, budget);
          const met = batches.flatMap((batch) => [...batch.positions]).sort((a, b) => a - b);
          expect(met).toEqual(lengths.map((_, position) => position));
          for (const { positions, tokens } of batches) {
            expect(tokens).toBe(Math.max(...positions.map((position) => lengths[position] ?? 0)));
            if (positions.length > 1) expect(positions.length * tokens).toBeLessThanOrEqual(budget);
          }
        },
      ),
    );
  });
});
