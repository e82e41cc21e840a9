import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBpe } from './bpe.ts';

const vocabOf = (pieces: readonly string[]): Record<string, number> =>
  Object.fromEntries(pieces.map((piece, id) => [piece, id]));

/** As the paper writes it: the pair of the lowest rank, leftmost first, until there is none. */
function oneByOne(letters: readonly string[], merges: readonly string[]): string[] {
  const parts = [...letters];
  for (;;) {
    let best = Infinity;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i += 1) {
      const rank = merges.indexOf(`${parts[i] ?? ''} ${parts[i + 1] ?? ''}`);
      if (rank !== -1 && rank < best) [best, at] = [rank, i];
    }
    if (at === -1) return parts;
    parts.splice(at, 2, `${parts[at] ?? ''}${parts[at + 1] ?? ''}`);
  }
}

describe('createBpe', () => {
  it('merges as a loop over all pairs does, whatever the merges', () => {
    const letters = ['a', 'b', 'c'];
    const rank = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 12 }).map((choices) => {
      const pieces = [...letters];
      const merges = new Set<string>();
      for (const [left, right] of choices) {
        const [a = '', b = ''] = [pieces[left % pieces.length], pieces[right % pieces.length]];
        if (!pieces.includes(a + b)) pieces.push(a + b);
        merges.add(`${a} ${b}`);
      }
      return { pieces, merges: [...merges] };
    });
    fc.assert(
      fc.property(
        rank,
        fc.array(fc.constantFrom(...letters), { maxLength: 14 }),
        ({ pieces, merges }, word) => {
          const model = createBpe({ vocab: vocabOf(pieces), merges });
          expect(model.split(word.join('')).map((id) => pieces[id])).toEqual(oneByOne(word, merges));
        },
      ),
    );
  });

  it('forgets a pair whose right half has grown since', () => {
    const vocab = vocabOf(['a', 'b', 'c', 'bc', 'ab', 'abc']);
    expect(createBpe({ vocab, merges: ['b c', 'a b', 'a bc'] }).split('abc')).toEqual([5]);
  });

  it('leaves unknown characters out, or makes them unknown, one by one or together', () => {
    const vocab = vocabOf(['?', 'a', 'aa']);
    const merges = ['a a'];
    // What remains is merged: the x between is gone before.
    expect(createBpe({ vocab, merges }).split('axaxa')).toEqual([2, 1]);
    expect(createBpe({ vocab, merges, unk_token: '?' }).split('axxa')).toEqual([1, 0, 0, 1]);
    expect(createBpe({ vocab, merges, unk_token: '?', fuse_unk: true }).split('axxa')).toEqual([1, 0, 1]);
  });

  it('reads pairs in both notations, a prefix of continuing pieces, and whole words first where asked', () => {
    const vocab = vocabOf(['a', '##b', 'ab', 'abb']);
    const fields = { vocab, merges: [['a', '##b']], continuing_subword_prefix: '##' };
    expect(createBpe(fields).split('abb')).toEqual([2, 1]);
    expect(createBpe({ ...fields, ignore_merges: true }).split('abb')).toEqual([3]);
  });

  it.each([
    [{ vocab: { a: 0 }, merges: ['a b'] }, /“b”/],
    [{ vocab: { a: 0 }, merges: ['a'] }, /merge 0/],
    [{ vocab: { a: -1 }, merges: [] }, /“a”/],
    [{ vocab: { a: 0 }, merges: [], unk_token: '?' }, /unknown piece “\?”/],
    [{ vocab: { a: 0 } }, /merges/],
  ])('refuses %j', (fields, reason) => {
    expect(() => createBpe(fields)).toThrow(reason);
  });
});
