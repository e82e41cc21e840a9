import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTable } from './build-table.ts';
import type { RankedQuery } from './build-table.ts';
import { SETTINGS } from './figures.ts';
import { figuresOf } from './settings.ts';

const POOL = { am: 4, en: 4, km: 2 };
const QUERIES: readonly RankedQuery[] = [
  {
    lang: 'am',
    group: 0,
    relevant: [
      ['am', 1, 1],
      ['en', 4, 2],
    ],
  },
  {
    lang: 'am',
    group: 1,
    relevant: [
      ['am', 2, 2],
      ['en', 10, 4],
    ],
  },
  {
    lang: 'en',
    group: 0,
    relevant: [
      ['am', 5, 4],
      ['en', 1, 1],
    ],
  },
  { lang: 'en', relevant: [['am', 3, 1]] },
];
const table = buildTable(POOL, QUERIES);

function figure(setting: string, from: string, to: string, measure: string) {
  return figuresOf(table, [measure], SETTINGS).find(
    (one) => one.setting === setting && one.queryLanguage === from && one.passageLanguage === to,
  );
}

describe('figuresOf', () => {
  it('judges a monolingual query by the relevant passages of its own language alone', () => {
    expect(figure('mono', 'am', 'am', 'MRR')).toMatchObject({ value: 0.75, n: 2, undefinedCount: 0 });
  });

  it('leaves out and counts queries with nothing relevant in the pool', () => {
    expect(figure('mono', 'en', 'en', 'MRR')).toMatchObject({
      value: 1,
      n: 1,
      undefinedCount: 1,
      margin: null,
    });
  });

  it('ranks a cross-lingual pair in the pool of the passage language', () => {
    expect(figure('cross', 'am', 'en', 'MRR')?.value).toBeCloseTo((1 / 2 + 1 / 4) / 2);
    expect(figure('cross', 'en', 'am', 'MRR')?.value).toBeCloseTo((1 / 4 + 1) / 2);
  });

  it('gives a pair without judged queries no value', () => {
    expect(figure('cross', 'am', 'km', 'MRR')).toMatchObject({ value: null, n: 0, undefinedCount: 2 });
  });

  it('counts every parallel answer in the pool of all languages', () => {
    expect(figure('multi', 'am', 'all', 'mAP')?.value).toBeCloseTo(
      ((1 + 2 / 4) / 2 + (1 / 2 + 2 / 10) / 2) / 2,
    );
  });

  it('means weigh languages, not queries, and leave out what has no value', () => {
    expect(figure('mono', 'mean', 'mean', 'MRR')).toMatchObject({
      value: 0.875,
      n: 3,
      undefinedCount: 1,
      margin: null,
    });
    expect(figure('cross', 'mean', 'mean', 'MRR')?.value).toBeCloseTo((0.375 + 0.625) / 2);
    expect(figure('multi', 'mean', 'all', 'Success@1')?.value).toBeCloseTo(0.5);
  });

  it('gives the interval as 1.96 standard errors', () => {
    // Values 1 and 0.5: standard deviation 0.5 / √2, divided by √2.
    expect(figure('mono', 'am', 'am', 'MRR')?.margin).toBeCloseTo(1.96 * 0.25);
  });

  it('measures rank distance in the pool of all languages only', () => {
    expect(figuresOf(table, ['RD'], SETTINGS).every(({ setting }) => setting === 'multi')).toBe(true);
    expect(figure('multi', 'am', 'all', 'RD')?.value).toBe((3 + 8) / 2);
    expect(figure('multi', 'en', 'all', 'RD')).toMatchObject({ value: 4, n: 1, undefinedCount: 1 });
    expect(figure('multi', 'mean', 'all', 'RD')?.value).toBe((5.5 + 4) / 2);
  });

  it('puts a relevant passage that was not retrieved last, and leaves out a query that retrieved none', () => {
    const lexical = buildTable({ am: 10, en: 10 }, [
      {
        lang: 'am',
        relevant: [
          ['am', 2, 2],
          ['en', 0, 0],
        ],
      },
      {
        lang: 'am',
        relevant: [
          ['am', 0, 0],
          ['en', 0, 0],
        ],
      },
    ]);
    expect(figuresOf(lexical, ['RD'], ['multi'])[0]).toMatchObject({ value: 18, n: 1, undefinedCount: 1 });
  });

  it('throws on a name that is not a measure', () => {
    expect(() => figuresOf(table, ['F1'], SETTINGS)).toThrow('F1');
  });

  it('does not depend on the order of queries or of relevant passages', () => {
    const shuffled = fc.shuffledSubarray([...QUERIES], { minLength: QUERIES.length });
    const names = ['mAP', 'R@2', 'nDCG@3', 'RD'];
    const expected = figuresOf(table, names, SETTINGS);
    fc.assert(
      fc.property(shuffled, fc.boolean(), (queries, turn) => {
        const other = queries.map((query) =>
          turn ? { ...query, relevant: [...query.relevant].reverse() } : query,
        );
        figuresOf(buildTable(POOL, other), names, SETTINGS).forEach((one, i) => {
          if (one.value === null) expect(expected[i]?.value).toBeNull();
          else expect(one.value).toBeCloseTo(expected[i]?.value ?? NaN, 12);
        });
      }),
    );
  });

  it('never gives a rank distance below m − 1', () => {
    const ranks = fc.uniqueArray(fc.integer({ min: 1, max: 13_014 }), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(ranks, (places) => {
        const one = buildTable({ en: 13_014 }, [
          { lang: 'en', relevant: places.map((place) => ['en', place, place] as const) },
        ]);
        expect(figuresOf(one, ['RD'], ['multi'])[0]?.value).toBeGreaterThanOrEqual(10);
      }),
    );
  });
});
