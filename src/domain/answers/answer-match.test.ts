import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchAnswer } from './answer-match.ts';
import { normaliseAnswer } from './normalise-answer.ts';

describe('normaliseAnswer', () => {
  it("follows SQuAD's rules without a language", () => {
    expect(normaliseAnswer('The  U.S. — a “well-known” land', null)).toEqual([
      'us',
      '—',
      '“wellknown”',
      'land',
    ]);
    expect(normaliseAnswer('Atheneum, then $5', null)).toEqual(['atheneum', 'then', '5']);
    expect(normaliseAnswer('el gato', null)).toEqual(['el', 'gato']);
  });

  it.each([
    ['en', 'The “well-known” — a cat', ['wellknown', 'cat']],
    ['es', '¿El gato o las casas?', ['gato', 'o', 'casas']],
    ['de', 'Die Straße des Königs', ['straße', 'königs']],
    ['vi', 'những con mèo của tôi', ['con', 'mèo', 'tôi']],
    ['vi', 'những con mèo của tôi'.normalize('NFD'), ['con', 'mèo', 'tôi']],
    ['ar', 'البيت، الكبير', ['بيت', 'كبير']],
    ['hi', 'दिल्ली।', ['दिल्ली']],
    ['fr', 'le chat', ['le', 'chat']],
  ])('takes out punctuation and the articles of %s', (language, answer, tokens) => {
    expect(normaliseAnswer(answer, language)).toEqual(tokens);
  });

  it.each([
    ['zh', '北京（Beijing 2008）年', ['北', '京', 'beijing', '2008', '年']],
    ['ja', '東京タワー、1958', ['東', '京', 'タ', 'ワ', 'ー', '1958']],
    ['th', 'กี่ 5 ปี', ['กี่', '5', 'ปี']],
    ['km', 'ភ្នំ\u200bពេញ', ['ភ្', 'នំ', 'ពេ', 'ញ']],
    ['ko', '서울 시', ['서울', '시']],
    ['en', '北京 city', ['北京', 'city']],
  ])('cuts %s into what can be compared', (language, answer, tokens) => {
    expect(normaliseAnswer(answer, language)).toEqual(tokens);
  });
});

describe('matchAnswer', () => {
  it('takes the best of the gold answers', () => {
    expect(matchAnswer('the cat', ['dog', 'Cat!'], 'en')).toEqual({ exactMatch: 1, f1: 1 });
  });

  it('counts shared tokens: precision 2/3, recall 2/4', () => {
    const match = matchAnswer('big red car', ['one red car here'], 'en')!;
    expect(match.exactMatch).toBe(0);
    expect(match.f1).toBeCloseTo(4 / 7, 12);
  });

  it('counts a repeated token as often as both have it', () => {
    expect(matchAnswer('x x x', ['x y'], 'en')!.f1).toBeCloseTo(2 / 5, 12);
    expect(matchAnswer('x y', ['y x'], 'en')).toEqual({ exactMatch: 0, f1: 1 });
  });

  it('compares Chinese by characters: precision 2/2, recall 2/3', () => {
    expect(matchAnswer('北京', ['北京市'], 'zh')!.f1).toBeCloseTo(4 / 5, 12);
    expect(matchAnswer('北京', ['北京市'], null)!.f1).toBe(0);
  });

  it('has an opinion on empty answers, and none without gold', () => {
    expect(matchAnswer('the', ['a'], 'en')).toEqual({ exactMatch: 1, f1: 1 });
    expect(matchAnswer('', ['cat'], 'en')).toEqual({ exactMatch: 0, f1: 0 });
    expect(matchAnswer('cat', [], 'en')).toBeNull();
  });

  it('is symmetric, bounded, at least the exact match, and never hurt by another gold answer', () => {
    const text = fc.string({ unit: fc.constantFrom('the ', 'cat ', 'x', ' ', '中', '.', 'é') });
    const language = fc.constantFrom(null, 'en', 'zh', 'ar', 'th');
    fc.assert(
      fc.property(text, text, text, language, (a, b, c, lang) => {
        const match = matchAnswer(a, [b], lang)!;
        expect(matchAnswer(b, [a], lang)).toEqual(match);
        expect(matchAnswer(a, [a], lang)).toEqual({ exactMatch: 1, f1: 1 });
        expect(match.f1).toBeGreaterThanOrEqual(match.exactMatch);
        expect(match.f1).toBeLessThanOrEqual(1);
        expect(matchAnswer(a, [b, c], lang)!.f1).toBeGreaterThanOrEqual(match.f1);
      }),
    );
  });
});
