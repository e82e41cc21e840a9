import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widenHalves } from './half.ts';

describe('widenHalves', () => {
  it('knows the corners of the format', () => {
    const bits = [0x0000, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x03ff, 0x7c00, 0xfc00, 0x7e00];
    expect([...widenHalves(Uint16Array.from(bits))]).toEqual([
      0,
      -0,
      1,
      -2,
      65_504,
      2 ** -14,
      2 ** -24,
      1023 * 2 ** -24,
      Infinity,
      -Infinity,
      NaN,
    ]);
  });

  it('gives numbers in the order of their bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7bfe }), (bits) => {
        const [low, high, minus] = widenHalves(Uint16Array.of(bits, bits + 1, bits | 0x8000));
        expect(low).toBeLessThan(high!);
        expect(minus).toBe(-low!);
      }),
    );
  });
});
