import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePermutation } from './parse-permutation.ts';

describe('parsePermutation', () => {
  it('counts from 1', () => {
    expect(parsePermutation('[2] > [3] > [1]', 3)).toEqual({
      order: [1, 2, 0],
      missing: 0,
      repeated: 0,
      outside: 0,
    });
  });

  it('lets what is not named follow in its order, and counts what is odd', () => {
    expect(parsePermutation('[4] > [2] > [4] > [9] > [0]', 5)).toEqual({
      order: [3, 1, 0, 2, 4],
      missing: 3,
      repeated: 1,
      outside: 2,
    });
  });

  it('believes brackets before bare numbers, and bare numbers where there are no brackets', () => {
    expect(parsePermutation('Of 3 passages 1 is weak: [3] > [2] > [1]', 3)?.order).toEqual([2, 1, 0]);
    expect(parsePermutation('3 > 2 > 1', 3)?.order).toEqual([2, 1, 0]);
    expect(parsePermutation([3, 2, 1], 3)?.order).toEqual([2, 1, 0]);
  });

  it.each([['I cannot rank these.'], ['[7] > [8]'], [''], [null], [[]], [['a', 1.5]]])(
    'gives nothing for %j',
    (value) => {
      expect(parsePermutation(value, 3)).toBeNull();
    },
  );

  it('names every candidate once, whatever it reads', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2, max: 12 })),
        fc.integer({ min: 1, max: 9 }),
        (numbers, n) => {
          const read = parsePermutation(numbers.map((number) => `[${String(number)}]`).join(' > '), n);
          if (read === null) return;
          expect([...read.order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        },
      ),
    );
  });
});
