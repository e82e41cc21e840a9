import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import { parseXquad } from '../corpus/parse-xquad.ts';
import { createBm25 } from './bm25.ts';

function scoresOf(passages: readonly (readonly [text: string, lang: string])[], query: string): number[] {
  const index = createBm25();
  for (const [text, lang] of passages) index.add(text, lang);
  const out = new Float32Array(passages.length);
  index.score(query, out);
  return [...out];
}

describe('createBm25', () => {
  it('weighs as the formula says', () => {
    const [first, second, third] = scoresOf(
      [
        ['red fox', 'en'],
        ['red red dog cat', 'en'],
        ['owl owl owl', 'en'],
      ],
      'red',
    );
    const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    expect(first).toBeCloseTo((idf * 1) / (1 + 0.9 * (0.6 + (0.4 * 2) / 3)), 6);
    expect(second).toBeCloseTo((idf * 2) / (2 + 0.9 * (0.6 + (0.4 * 4) / 3)), 6);
    expect(third).toBe(0);
  });

  it('ranks each language as an index of that language alone', () => {
    const english = [
      ['red fox', 'en'],
      ['red dog runs', 'en'],
      ['owl', 'en'],
    ] as const;
    const greek = [
      ['κόκκινη αλεπού', 'el'],
      ['red', 'el'],
      ['σκύλος', 'el'],
    ] as const;
    expect(scoresOf([...english, ...greek], 'red fox').slice(0, 3)).toEqual(scoresOf(english, 'red fox'));
  });

  it('counts a repeated word of the query as often', () => {
    const passages = [
      ['red fox', 'en'],
      ['dog', 'en'],
    ] as const;
    expect(scoresOf(passages, 'fox fox')[0]).toBeCloseTo(2 * (scoresOf(passages, 'fox')[0] ?? NaN), 6);
  });

  it('can be searched while it grows', () => {
    const index = createBm25();
    index.add('red fox', 'en');
    const out = new Float32Array(2);
    index.score('fox', out);
    expect([out[0] === 0, out[1]]).toEqual([false, 0]);
    index.add('grey fox', 'en');
    index.score('fox', out.fill(0));
    expect(out[1]).toBe(out[0]);
    expect(index.rows).toBe(2);
  });

  it('scores nothing when it is empty, and refuses too few places', () => {
    expect(scoresOf([], 'fox')).toEqual([]);
    const index = createBm25();
    index.add('fox');
    expect(() => {
      index.score('fox', new Float32Array(0));
    }).toThrow(RangeError);
  });

  it('finds a word that the query writes otherwise', () => {
    expect(
      scoresOf(
        [
          ['የኢትዮጵያ ዋና ከተማ አዲስ አበባ ነው', 'am'],
          ['ሌላ ጽሑፍ', 'am'],
        ],
        'ኢትዮጵያ',
      )[0],
    ).toBeGreaterThan(0);
    expect(
      scoresOf(
        [
          ['ភាសា\u200bខ្មែរ', 'km'],
          ['ទឹក', 'km'],
        ],
        'ភាសាខ្មែរ',
      )[0],
    ).toBeGreaterThan(0);
  });
});

// Measured R@1: ar .647, de .629, el .635, en .734, es .694, hi .675, ru .606, th .724, tr .620, vi .750, zh .745.
const FLOORS = { ar: 0.64, en: 0.73, ru: 0.6, th: 0.71, vi: 0.74, zh: 0.73 };

describe.each(Object.entries(FLOORS))('%s', (lang, floor) => {
  describeWithShared('questions of XQuAD-R', ['data', 'eval', 'xquad-r', `${lang}.json`], (path) => {
    it(`find their sentence first, at least ${floor} of them`, () => {
      const parsed = parseXquad(`${lang}.json`, JSON.parse(readFileSync(path, 'utf8')), {
        passages: lang,
        queries: lang,
      });
      const passages = parsed?.passages.map(({ record }) => record) ?? [];
      const queries = parsed?.queries.map(({ record }) => record) ?? [];
      const index = createBm25();
      for (const { text } of passages) index.add(text, lang);
      const out = new Float32Array(passages.length);
      let first = 0;
      for (const query of queries) {
        index.score(query.text, out.fill(0));
        const best = out.indexOf(Math.max(...out));
        if (query.relevant.includes(passages[best]?.id ?? '')) first += 1;
      }
      expect(queries.length).toBeGreaterThan(1000);
      expect(first / queries.length).toBeGreaterThanOrEqual(floor);
    });
  });
});
