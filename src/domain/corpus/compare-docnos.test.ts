import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDocnos } from './compare-docnos.ts';

describe('compareDocnos', () => {
  it('puts what is beyond U+FFFF last, unlike <', () => {
    expect(['\u{1f600}', '\uffee'].sort()).toEqual(['\u{1f600}', '\uffee']);
    expect(compareDocnos('\u{1f600}', '\uffee')).toBeGreaterThan(0);
  });

  it('orders as the bytes of UTF-8 do', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareDocnos(a, b))).toBe(
          Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      }),
    );
  });
});
