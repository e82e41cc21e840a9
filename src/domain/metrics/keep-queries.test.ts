import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { biasReport } from '../bias/bias-report.ts';
import type { RankedQuery } from './build-table.ts';
import { buildTable } from './build-table.ts';
import { SETTINGS } from './figures.ts';
import { keepQueries } from './keep-queries.ts';
import { figuresOf } from './settings.ts';

const POOL = { de: 5, en: 7 };
const QUERIES: readonly RankedQuery[] = [
  { lang: 'de', group: 0, relevant: [['de', 1, 1]], top: ['de', 'en'] },
  {
    lang: 'en',
    group: 0,
    relevant: [
      ['de', 4, 2],
      ['en', 1, 1],
    ],
    ties: [
      [1, 2, 1, 0],
      [0, 3, 0, 1],
    ],
    top: ['en', 'de', 'en'],
  },
  { lang: 'en', relevant: [], top: ['de'] },
  { lang: 'de', group: 2, relevant: [['en', 12, 7]], ties: [[4, 0, 2, 0]], top: ['de', 'de'] },
];

describe('keepQueries', () => {
  it('moves every entry of a kept query to its new place', () => {
    const kept = keepQueries(buildTable(POOL, QUERIES, 3), Uint8Array.of(0, 1, 1, 1));
    expect([...kept.queryLanguage]).toEqual([1, 1, 0]);
    expect([...kept.queryGroup]).toEqual([0, -1, 2]);
    expect([...kept.offsets]).toEqual([0, 2, 2, 3]);
    expect([...kept.relevantLanguage]).toEqual([0, 1, 1]);
    expect([...kept.rankInPool]).toEqual([4, 1, 12]);
    expect([...kept.rankInLanguage]).toEqual([2, 1, 7]);
    expect([...kept.tiesInPool]).toEqual([1, 2, 0, 3, 4, 0]);
    expect([...kept.tiesInLanguage]).toEqual([1, 0, 0, 1, 2, 0]);
    expect([...kept.topLanguages]).toEqual([1, 0, 1, 0, 255, 255, 0, 0, 255]);
  });

  it('keeps the pool, also that of a language without queries', () => {
    const kept = keepQueries(buildTable(POOL, QUERIES), Uint8Array.of(1, 0, 0, 1));
    expect(kept.languages).toEqual(['de', 'en']);
    expect(kept.poolSizes).toEqual([5, 7]);
  });

  it('gives the figures of a table that was made of these queries alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 4, maxLength: 4 }), (marks) => {
        const kept = keepQueries(buildTable(POOL, QUERIES), Uint8Array.from(marks));
        const made = buildTable(
          POOL,
          QUERIES.filter((_, query) => marks[query] === 1),
        );
        expect(figuresOf(kept, ['mAP', 'R@10', 'Rhalf@1', 'RD'], SETTINGS)).toEqual(
          figuresOf(made, ['mAP', 'R@10', 'Rhalf@1', 'RD'], SETTINGS),
        );
        expect(biasReport(kept, 10)).toEqual(biasReport(made, 10));
      }),
    );
  });

  it('refuses marks of another number of queries', () => {
    expect(() => keepQueries(buildTable(POOL, QUERIES), Uint8Array.of(1))).toThrow(RangeError);
  });
});
