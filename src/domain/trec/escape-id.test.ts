import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeId, unescapeId } from './escape-id.ts';

describe('escapeId', () => {
  it.each(['d1', '50%', 'a%20b', 'x#1', 'https://am.wikipedia.org/wiki/%E1%8A%A0', 'ሀ\u00a0ለ'])(
    'leaves %s as it is',
    (id) => {
      expect(escapeId(id)).toBe(id);
    },
  );

  it.each([
    ['a b', '%:a%20b'],
    ['5% of\tit', '%:5%25%20of%09it'],
    ['#1', '%:#1'],
    ['', '%:'],
    ['%:x', '%:%25:x'],
  ])('writes “%s” as %s', (id, column) => {
    expect(escapeId(id)).toBe(column);
  });

  it('is undone exactly, and leaves one column', () => {
    const ids = fc.string({
      unit: fc.constantFrom('a', ' ', '%', ':', '#', '2', '0', '\t', '\n', '\0', '\ufeff'),
    });
    fc.assert(
      fc.property(fc.oneof(ids, fc.string({ unit: 'binary' })), (id) => {
        expect(unescapeId(escapeId(id))).toBe(id);
        expect(/[\t-\r \0]/.test(escapeId(id)) || escapeId(id) === '').toBe(false);
      }),
    );
  });
});
