import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerTokens, firstAnswerRank, hasAnswer, hasAnswerRecall } from './has-answer.ts';

describe('answerTokens', () => {
  it('sets punctuation apart, keeps marks with their letters and skips what cannot be seen', () => {
    expect(answerTokens('It’s $3.5, U.S.\u200b\n')).toEqual([
      'it',
      '’',
      's',
      '$',
      '3',
      '.',
      '5',
      ',',
      'u',
      '.',
      's',
      '.',
    ]);
    expect(answerTokens('Étude')).toEqual(['e\u0301tude']);
    expect(answerTokens('हिन्दी ไทย 東京、日本')).toEqual(['हिन्दी', 'ไทย', '東京', '、', '日本']);
  });
});

describe('hasAnswer', () => {
  it('ignores case, composition and the blanks beside punctuation', () => {
    expect(hasAnswer(['new york, usa'], 'He was born in New York , USA.')).toBe(true);
    expect(hasAnswer(['e\u0301tude'], 'Une ÉTUDE.')).toBe(true);
    expect(hasAnswer(['etude'], 'Une étude.')).toBe(false);
  });

  it('matches tokens in a row, never a part of a word', () => {
    expect(hasAnswer(['art'], 'The party began.')).toBe(false);
    expect(hasAnswer(['New York'], 'New, York')).toBe(false);
    expect(hasAnswer(['York end'], 'New York')).toBe(false);
    expect(hasAnswer(['日本'], '東京は日本の首都です。')).toBe(false);
    expect(hasAnswer(['a a b'], 'a a a b')).toBe(true);
  });

  it('needs one of the answers; one without tokens is always contained', () => {
    expect(hasAnswer(['Rome', 'Paris'], 'in Paris')).toBe(true);
    expect(hasAnswer([], 'in Paris')).toBe(false);
    expect(hasAnswer([' '], '')).toBe(true);
  });

  it('finds any stretch of whole words', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé]{1,4}$/u), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [a % text.length, b % text.length].sort((x, y) => x - y);
        const answer = text.slice(from, to! + 1).join('  ');
        expect(hasAnswer([answer.toUpperCase()], text.join(' '))).toBe(true);
      }),
    );
  });
});

describe('hasAnswerRecall', () => {
  const PASSAGES = ['In Rome.', 'In Paris!', 'Paris, again'];

  it('takes the first passage with an answer', () => {
    expect(firstAnswerRank(['paris'], PASSAGES)).toBe(2);
    expect(firstAnswerRank(['paris', 'rome'], PASSAGES)).toBe(1);
    expect(firstAnswerRank(['Oslo'], PASSAGES)).toBeNull();
    expect(firstAnswerRank(['Oslo'], [])).toBeNull();
  });

  it('shares by language and averages the languages', () => {
    const ranks = [
      { lang: 'en', rank: 1 },
      { lang: 'en', rank: 20 },
      { lang: 'en', rank: 21 },
      { lang: 'en', rank: null },
      { lang: 'am', rank: null },
    ];
    expect(hasAnswerRecall(ranks, 20)).toEqual({
      languages: [
        { lang: 'en', hits: 2, n: 4, value: 0.5 },
        { lang: 'am', hits: 0, n: 1, value: 0 },
      ],
      mean: 0.25,
    });
    expect(hasAnswerRecall([], 20)).toEqual({ languages: [], mean: null });
  });

  it('never falls with k', () => {
    const rank = fc.record({
      lang: fc.constantFrom('en', 'am'),
      rank: fc.option(fc.integer({ min: 1, max: 30 })),
    });
    fc.assert(
      fc.property(fc.array(rank, { minLength: 1 }), fc.nat(30), fc.nat(30), (ranks, a, b) => {
        const low = hasAnswerRecall(ranks, Math.min(a, b)).mean!;
        expect(hasAnswerRecall(ranks, Math.max(a, b)).mean).toBeGreaterThanOrEqual(low);
      }),
    );
  });
});
