import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import type { AnsweredQuestion, Denominator, RetrievedTexts } from './answer-recall.ts';
import { recallAtCharacters } from './recall-at-characters.ts';
import { recallAtTokens, XOR_RETRIEVE_TOKENS } from './recall-at-tokens.ts';
import { APPROXIMATE_SENTENCES, type SentenceSplitter } from './sentence-splitter.ts';

/** Stands for Punkt where there is one sentence. */
const ONE_SENTENCE: SentenceSplitter = { kind: 'punkt', split: (text) => [text] };

function atTokens(
  questions: readonly AnsweredQuestion[],
  retrieved: readonly RetrievedTexts[],
  denominator: Denominator = 'official',
  tokens = 2000,
) {
  return recallAtTokens(questions, retrieved, { tokens, denominator, splitter: ONE_SENTENCE });
}

/** 1 or 0 for a question on its own, `null` where it does not count. */
function hit(passages: readonly string[], answers: readonly string[], tokens = 2000): number | null {
  const question = { id: 'q', lang: 'en', answers };
  return atTokens([question], [{ id: 'q', passages }], 'official', tokens).mean;
}

describe('recallAtTokens, one question', () => {
  it('misses answers with punctuation, which the tokens set apart', () => {
    expect(hit(['Born in Paris, Texas.'], ['Paris, Texas'])).toBe(0);
    expect(hit(['Born in Paris, Texas.'], ['Paris , Texas'])).toBe(1);
    expect(hit(['on May 3, 1808 it'], ['May 3, 1808'])).toBe(0);
    expect(hit(['some 20% of'], ['20%'])).toBe(0);
    expect(hit(['about 2.71 or so'], ['2.71'])).toBe(1);
    expect(hit(['a far-off place'], ['far-off'])).toBe(1);
  });

  it('tells case apart and does not look at the ends of words', () => {
    expect(hit(['ROME fell'], ['Rome'])).toBe(0);
    expect(hit(['a chromed car'], ['rome'])).toBe(1);
  });

  it('reads on from one passage to the next', () => {
    expect(hit(['to Los', 'Angeles by car'], ['Los Angeles'])).toBe(1);
  });

  it('cuts exactly at the number of tokens', () => {
    expect(hit(['one two three', 'Los Angeles'], ['Los Angeles'], 4)).toBe(0);
    expect(hit(['one two three', 'Los Angeles'], ['Los Angeles'], 5)).toBe(1);
  });

  it('leaves out what no passage has to contain', () => {
    expect(hit(['yes'], ['yes'])).toBeNull();
    expect(hit(['no'], ['yes', 'no'])).toBeNull();
    expect(hit(['x'], [])).toBeNull();
    expect(hit(['no'], ['no', 'maybe'])).toBe(0);
    expect(hit(['Yes, it is'], ['Yes'])).toBe(1);
    expect(hit(['x'], [''])).toBe(1);
    expect(hit([], ['x'])).toBe(0);
  });
});

const QUESTIONS: readonly AnsweredQuestion[] = [
  { id: 'en1', lang: 'en', answers: ['cat'] },
  { id: 'en2', lang: 'en', answers: ['dog'] },
  { id: 'en3', lang: 'en', answers: ['yes'] },
  { id: 'ja1', lang: 'ja', answers: ['猫'] },
  { id: 'te1', lang: 'te', answers: ['పిల్లి'] },
];
const RETRIEVED: readonly RetrievedTexts[] = [
  { id: 'en1', passages: ['a cat'] },
  { id: 'en1', passages: ['a cow'] },
  { id: 'en1', passages: ['a cat'] },
  { id: 'en3', passages: ['yes'] },
  { id: 'ja1', passages: ['犬'] },
  { id: 'other', passages: ['a cat'] },
];

describe('recallAtTokens, many questions', () => {
  it('officially divides by what was returned, and counts a repeated question again', () => {
    const recall = atTokens(QUESTIONS, RETRIEVED);
    expect(recall.languages).toEqual([
      { lang: 'en', hits: 2, n: 3, value: 2 / 3 },
      { lang: 'ja', hits: 0, n: 1, value: 0 },
      { lang: 'te', hits: 0, n: 0, value: null },
    ]);
    expect(recall.mean).toBeCloseTo(1 / 3, 12);
    expect(recall).toMatchObject({ excluded: 1, omitted: 2, repeated: 2, unknown: 1 });
  });

  it('strictly divides by the gold set, and takes the first of a repeated question', () => {
    const recall = atTokens(QUESTIONS, RETRIEVED, 'strict');
    expect(recall.languages).toEqual([
      { lang: 'en', hits: 1, n: 2, value: 0.5 },
      { lang: 'ja', hits: 0, n: 1, value: 0 },
      { lang: 'te', hits: 0, n: 1, value: 0 },
    ]);
    expect(recall.mean).toBeCloseTo(1 / 6, 12);
    expect(recall).toMatchObject({ excluded: 1, omitted: 2, repeated: 2, unknown: 1 });
  });

  it('has no mean without a question that counts', () => {
    expect(atTokens([], []).mean).toBeNull();
    expect(atTokens(QUESTIONS, []).mean).toBeNull();
    expect(atTokens(QUESTIONS, [], 'strict').mean).toBe(0);
  });

  it('names what it is', () => {
    const names = XOR_RETRIEVE_TOKENS.map((tokens) => atTokens([], [], 'official', tokens).name);
    expect(names).toEqual(['R@2kt', 'R@5kt']);
    expect(atTokens([], [], 'strict', 5000).name).toBe('R@5kt (strict)');
    const approximate = recallAtTokens([], [], {
      tokens: 2000,
      denominator: 'strict',
      splitter: APPROXIMATE_SENTENCES,
    });
    expect(approximate).toMatchObject({ name: 'R@2kt (strict, approximate)', sentences: 'approximate' });
  });

  it('refuses cut-offs that are none', () => {
    expect(() => atTokens([], [], 'strict', 0)).toThrow(RangeError);
    expect(() => atTokens([], [], 'strict', 1.5)).toThrow(RangeError);
    expect(() => recallAtCharacters([], [], { characters: 0, denominator: 'strict' })).toThrow(RangeError);
  });
});

describe('recallAtCharacters', () => {
  function at(passages: readonly string[], answer: string, characters: number): number | null {
    const question = { id: 'q', lang: 'ja', answers: [answer] };
    return recallAtCharacters([question], [{ id: 'q', passages }], { characters, denominator: 'strict' })
      .mean;
  }

  it('finds an answer inside a clause, and one with punctuation', () => {
    expect(at(['東京は日本の首都です。'], '日本', 10)).toBe(1);
    expect(at(['Born in Paris, Texas.'], 'Paris, Texas', 100)).toBe(1);
  });

  it('cuts at code points, over all passages', () => {
    expect(at(['𠮷野家', '東京'], '東京', 4)).toBe(0);
    expect(at(['𠮷野家', '東京'], '東京', 5)).toBe(1);
    expect(at(['𠮷野家'], '𠮷', 1)).toBe(1);
  });

  it('finds nothing across two passages', () => {
    expect(at(['東', '京'], '東京', 10)).toBe(0);
    expect(at(['東 ', '京'], '東 京', 10)).toBe(0);
  });

  it('says that it is not the official one', () => {
    expect(recallAtCharacters([], [], { characters: 10_000, denominator: 'official' }).name).toBe(
      'R@10kc (by characters, not official)',
    );
  });
});

describe('properties of both', () => {
  const word = fc.constantFrom('cat', 'dog', 'cow', '猫', 'New', 'York');
  const passages = fc.array(
    fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    { maxLength: 4 },
  );
  const questions = fc.array(
    fc.record({ lang: fc.constantFrom('en', 'ja'), answers: fc.array(word), passages }),
  );
  const cutOff = fc.integer({ min: 1, max: 30 });

  it('never falls as more is read, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(questions, cutOff, cutOff, (rows, a, b) => {
        const gold = rows.map((row, i) => ({ ...row, id: String(i) }));
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map((n) => [
          atTokens(gold, gold, 'strict', n).mean ?? 0,
          recallAtCharacters(gold, gold, { characters: n, denominator: 'strict' }).mean ?? 0,
        ]);
        for (const i of [0, 1]) {
          expect(long![i]).toBeGreaterThanOrEqual(short![i]!);
          expect(long![i]).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is never higher strictly than officially where nothing is repeated', () => {
    fc.assert(
      fc.property(questions, fc.infiniteStream(fc.boolean()), (rows, kept) => {
        const gold = rows.map((row, i) => ({ ...row, id: String(i) }));
        const returned = gold.filter(() => kept.next().value);
        const official = atTokens(gold, returned).languages;
        atTokens(gold, returned, 'strict').languages.forEach((strict, i) => {
          expect(strict.hits).toBe(official[i]!.hits);
          expect(strict.value ?? 0).toBeLessThanOrEqual(official[i]!.value ?? 1);
        });
      }),
    );
  });
});

interface Vector {
  readonly ctxs: readonly string[];
  readonly answers: readonly string[];
  readonly n: number;
  readonly hit: number | null;
}

describeWithShared("the papers' R@kt vectors", ['docs', 'papers-tables.json'], (path) => {
  const vectors = path === '' ? [] : readVectors(path);
  it('has them', () => {
    expect(vectors.length).toBeGreaterThan(0);
  });
  it.each(vectors)('$answers in $ctxs: $hit', ({ ctxs, answers, n, hit: expected }) => {
    for (const splitter of [ONE_SENTENCE, APPROXIMATE_SENTENCES]) {
      const question = { id: 'q', lang: 'en', answers };
      const options = { tokens: n, denominator: 'official', splitter } as const;
      expect(recallAtTokens([question], [{ id: 'q', passages: ctxs }], options).mean).toBe(expected);
    }
  });
});

function readVectors(path: string): readonly Vector[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { vectors: { rkt: Vector[] } }).vectors.rkt;
}
