import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWord } from './fold.ts';

describe('foldWord', () => {
  it.each([
    ['Größe', 'grosse'],
    ['Ärger', 'arger'],
    ['İstanbul', 'istanbul'],
    ['ısı', 'isi'],
    ['Αθήνας', 'αθηνασ'],
    ['Ёлка', 'елка'],
    ['край', 'край'],
    ['الْمَدِينَةُ', 'المدينه'],
    ['كتـــاب', 'كتاب'],
    ['កម្ពុ\u200bជា', 'កម្ពុជា'],
    ['១៩៥៣', '1953'],
    ['٢٠٢٦', '2026'],
    ['Ａｂｃ', 'abc'],
    ['फ़िल्म', 'फिल्म'],
  ])('%s → %s', (word, folded) => {
    expect(foldWord(word)).toBe(folded);
  });

  it('keeps the tones of a word that is plainly Vietnamese', () => {
    expect(new Set(['tôi', 'tối', 'tội'].map(foldWord)).size).toBe(3);
    expect(foldWord('Việt')).toBe('việt');
  });

  it('takes composed and decomposed spellings for one', () => {
    for (const word of ['café', 'Việt', 'ά', 'й', 'हिन्दी', 'が']) {
      expect(foldWord(word.normalize('NFD'))).toBe(foldWord(word.normalize('NFC')));
    }
  });

  it('changes nothing when it is done twice', () => {
    const words = fc.stringMatching(
      /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Ethiopic}]{1,8}$/u,
    );
    fc.assert(
      fc.property(words, (word) => {
        expect(foldWord(foldWord(word))).toBe(foldWord(word));
      }),
    );
  });
});
