import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPieceTrie } from './piece-trie.ts';

describe('createPieceTrie', () => {
  it('finds every piece by its units, and nothing else', () => {
    const piece = fc
      .array(fc.constantFrom('a', 'b', 'ሀ', '𠀀'), { maxLength: 5 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(piece, { maxLength: 10 }),
        (pieces, others) => {
          const trie = createPieceTrie(pieces);
          const find = (text: string): number => {
            let node = 0;
            for (let i = 0; i < text.length; i += 1) {
              node = trie.next(node, text.charCodeAt(i));
              if (node === 0) return -1;
            }
            return node === 0 ? -1 : trie.value(node);
          };
          for (const text of [...pieces, ...others])
            expect(find(text)).toBe(text === '' ? -1 : pieces.lastIndexOf(text));
        },
      ),
    );
  });
});
