import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import { parsePunktParameters } from './punkt-parameters.ts';
import { punktSentences } from './punkt.ts';
import { APPROXIMATE_SENTENCES } from './sentence-splitter.ts';
import { tokenizeSentence, wordTokenize } from './word-tokenize.ts';

const PUNKT = punktSentences(
  parsePunktParameters({
    abbrev_types: ['u.s', 'd.c', 'dr', 'p.m'],
    collocations: [],
    sent_starters: [],
    ortho_context: {},
  })!,
);

/** Sentences with their tokens, apart by `|`; all of them confirmed with NLTK 3.10. */
const SENTENCES: readonly (readonly [sentence: string, tokens: string])[] = [
  ['He lives in New York, USA.', 'He|lives|in|New|York|,|USA|.'],
  ['3,000 at 10:30, or 3.14; 50% of $5 & #1', '3,000|at|10:30|,|or|3.14|;|50|%|of|$|5|&|#|1'],
  ['1,,2', '1|,|,2'],
  ['A,b', 'A|,|b'],
  ['the end,', 'the|end|,'],
  ['Is it (or [is] it) {not}?!', 'Is|it|(|or|[|is|]|it|)|{|not|}|?|!'],
  ['well-known 1914–18 — and--so on', 'well-known|1914|–|18|—|and|--|so|on'],
  ['Wait... what..', 'Wait|...|what|..'],
  ['He said "stop (now)."', "He|said|``|stop|(|now|)|.|''"],
  ['"Quoted" and ("this")', "``|Quoted|''|and|(|``|this|''|)"],
  ["''Two'' and ``three``", "''|Two|''|and|``|three|``"],
  ['“Ça” ‘va’ «oui» „ja“', '“|Ça|”|‘|va|’|«|oui|»|„|ja|“'],
  ["It's, we'll, I'M, they'RE, don't, CAN'T", "It|'s|,|we|'ll|,|I|'M|,|they|'RE|,|do|n't|,|CA|N'T"],
  ["It's we'll don't CAN'T Don't've", "It|'s|we|'ll|do|n't|CA|N'T|Don't|'ve"],
  ["We'Ll", "We'Ll"],
  ["the boys' dogs' ", "the|boys|'|dogs|'"],
  ["'single' rock 'n' roll 's", "'|single|'|rock|'n|'|roll|'s"],
  ["'tis 'twas", "'|tis|'|twas"],
  ["I cannot, Gonna gotta gimme lemme d'ye more'n", "I|can|not|,|Gon|na|got|ta|gim|me|lem|me|d|'ye|more|'n"],
  ['wanna go, wanna', 'wan|na|go|,|wan|na'],
  ["cannot'tis cannot'twas", "can|not|'t|is|can|not|'t|was"],
  ['cannots acannot', 'cannots|acannot'],
  ['end. Next', 'end.|Next'],
  ['the U.S. army', 'the|U.S.|army'],
  ['the U.S.', 'the|U.S|.'],
  ['done.)”', 'done|.|)|”'],
  ['2 * 3 <b> a@b', '2|*|3|<|b|>|a|@|b'],
  ['東京は日本の首都です。', '東京は日本の首都です。'],
  ['.', '.'],
  [' \n\u3000', ''],
];

describe('tokenizeSentence', () => {
  it.each(SENTENCES)('%s', (sentence, tokens) => {
    expect(tokenizeSentence(sentence).join('|')).toBe(tokens);
  });

  it('loses nothing but white space, quotes aside', () => {
    const text = fc.string({
      unit: fc.constantFrom(...`aB9 .,:;'?!()[]<>-–%$*é中\n`.split(/(?:)/u), "can't", '...', 'cannot'),
    });
    fc.assert(
      fc.property(text, (sentence) => {
        const plain = sentence.replaceAll("''", "'");
        expect(tokenizeSentence(plain).join('')).toBe(plain.replace(/\s/gu, ''));
      }),
    );
  });

  it('leaves its own tokens whole where they are words', () => {
    const word = fc.stringMatching(/^[b-z]{1,8}$/u).filter((text) => tokenizeSentence(text).length === 1);
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(tokenizeSentence(words.join(' '))).toEqual(words);
      }),
    );
  });
});

describe('wordTokenize', () => {
  const TEXT = 'He left at the end. Next day Dr. No came.';

  it('cuts the full stop off each sentence with Punkt, and off the last one without', () => {
    expect(wordTokenize(TEXT, PUNKT)).toEqual('He left at the end . Next day Dr. No came .'.split(' '));
    expect(wordTokenize(TEXT, APPROXIMATE_SENTENCES)).toEqual(
      'He left at the end. Next day Dr. No came .'.split(' '),
    );
  });

  it('keeps the quotes and brackets that close a sentence with it', () => {
    expect(wordTokenize('(She said "no.") Then he slept.', PUNKT)).toEqual(
      "( She said `` no . '' ) Then he slept .".split(' '),
    );
  });
});

describeWithShared("the papers' tokenisation vectors", ['docs', 'papers-tables.json'], (path) => {
  const vectors = path === '' ? [] : readVectors(path);
  it('has them', () => {
    expect(vectors.length).toBeGreaterThan(0);
  });
  it.each(vectors)('%s', (text, tokens) => {
    expect(wordTokenize(text, PUNKT)).toEqual(tokens);
  });
});

function readVectors(path: string): readonly (readonly [string, readonly string[]])[] {
  const tables = JSON.parse(readFileSync(path, 'utf8')) as {
    vectors: { tokenise: [string, string[]][] };
  };
  return tables.vectors.tokenise;
}
