import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';

describe('firstInvalidUtf8', () => {
  it('passes what TextEncoder writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(firstInvalidUtf8(new TextEncoder().encode(text))).toBe(-1);
      }),
    );
  });

  it('agrees with a fatal TextDecoder, and all before the offset decodes', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), fc.array(byte, { maxLength: 6 }), (start, end) => {
        const bytes = Uint8Array.from([...start, ...end]);
        const at = firstInvalidUtf8(bytes);
        if (at === -1) expect(() => decoder.decode(bytes)).not.toThrow();
        else {
          expect(() => decoder.decode(bytes)).toThrow();
          expect(() => decoder.decode(bytes.subarray(0, at))).not.toThrow();
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
