import { describe, expect, it } from 'vitest';
import { commonWords, isNearCopy, wordOverlap } from './overlap.ts';

describe('wordOverlap', () => {
  it('is the share of content words that two questions have in common', () => {
    const common = new Set(['what', 'is', 'the', 'of']);
    expect(wordOverlap('What is the capital of Kenya?', 'What is the size of Kenya?', common)).toBeCloseTo(
      1 / 3,
      10,
    );
  });

  it('knows a copy, whatever the spelling of its letters', () => {
    expect(wordOverlap('ሠላም ለዓለም', 'ሰላም ለአለም', new Set())).toBe(1);
  });

  it('is 0 when nothing but common words is left', () => {
    expect(wordOverlap('What is the?', 'What is?', new Set(['what', 'is', 'the']))).toBe(0);
  });
});

describe('commonWords', () => {
  it('takes the words that many questions share', () => {
    const questions = Array.from({ length: 20 }, (_, i) => `what word${i}`);
    expect([...commonWords(questions)]).toEqual(['what']);
  });
});

describe('isNearCopy', () => {
  const pair = { group: 'g', lang: 'en', gold: 'a', generated: 'b' };
  it('needs only one of the two signs', () => {
    expect(isNearCopy({ ...pair, words: 0.75, cosine: 0 })).toBe(true);
    expect(isNearCopy({ ...pair, words: 0, cosine: 0.95 })).toBe(true);
    expect(isNearCopy({ ...pair, words: 0.74, cosine: 0.94 })).toBe(false);
  });
});
