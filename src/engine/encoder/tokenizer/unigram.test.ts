import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnigram } from './unigram.ts';

const vocab: readonly (readonly [string, number])[] = [
  ['<unk>', 0],
  ['a', -2],
  ['b', -2.5],
  ['ab', -3],
  ['abc', -7],
  ['c', -3.5],
  ['𠀀', -4],
  ['bc', -5.5],
];
const model = createUnigram({ vocab, unk_id: 0 });
const piecesOf = (word: string): (string | undefined)[] => model.split(word).map((id) => model.pieces[id]);

/** The best sum over every way to cut the word; unknown characters cost ten more than the rarest piece. */
function bestSum(letters: readonly string[]): number {
  if (letters.length === 0) return 0;
  let best = -Infinity;
  for (let length = 1; length <= letters.length; length += 1) {
    const score = new Map(vocab).get(letters.slice(0, length).join('')) ?? (length === 1 ? -17 : null);
    if (score !== null) best = Math.max(best, score + bestSum(letters.slice(length)));
  }
  return best;
}

describe('createUnigram', () => {
  it('takes the pieces with the highest sum', () => {
    // ab + c = −6.5 beats abc = −7, and a + bc = −7.5.
    expect(piecesOf('abc')).toEqual(['ab', 'c']);
    expect(piecesOf('')).toEqual([]);
    // Of equal sums the one whose last piece is longer.
    const equal = createUnigram({
      vocab: [
        ['a', -1],
        ['aa', -2],
      ],
      unk_id: null,
    });
    expect(equal.split('aa')).toEqual([1]);
  });

  it('makes one unknown piece of unknown characters side by side', () => {
    expect(model.split('xyaz𠀁b')).toEqual([0, 1, 0, 2]);
    expect(piecesOf('𠀀a')).toEqual(['𠀀', 'a']);
  });

  it('finds the best sum, whatever the word', () => {
    const letter = fc.constantFrom('a', 'b', 'c', '𠀀');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 9 }), (letters) => {
        const pieces = piecesOf(letters.join(''));
        expect(pieces.join('')).toBe(letters.join(''));
        const scores = new Map(vocab);
        const sum = pieces.reduce((total, piece) => total + (scores.get(piece ?? '') ?? NaN), 0);
        expect(sum).toBeCloseTo(bestSum(letters), 9);
      }),
    );
  });

  it('falls back to bytes where the vocabulary has them all, and says so where it has nothing', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => [
      `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
      -20,
    ]);
    const fallback = createUnigram({
      vocab: [['<unk>', 0], ['a', -1], ...bytes],
      unk_id: 0,
      byte_fallback: true,
    });
    expect(fallback.split('aé').map((id) => fallback.pieces[id])).toEqual(['a', '<0xC3>', '<0xA9>']);
    const strict = createUnigram({ vocab: [['a', -1]], unk_id: null });
    expect(strict.split('aa')).toEqual([0, 0]);
    expect(() => strict.split('ab')).toThrow(/no piece for “b”/);
  });

  it('cuts a word of 80,000 letters as it cuts the parts of it', () => {
    const word = 'abcab'.repeat(16_000);
    expect(model.split(word)).toHaveLength(48_000);
  });

  it.each([
    [{ vocab: [] }, /empty/],
    [{ vocab: [['a']] }, /piece 0/],
    [{ vocab: [['a', -1]], unk_id: 3 }, /unknown piece 3/],
    [{}, /vocabulary/],
  ])('refuses %j', (fields, reason) => {
    expect(() => createUnigram(fields)).toThrow(reason);
  });
});
