import { describe, expect, it } from 'vitest';
import { buildTable } from './build-table.ts';
import { halfTiedRecall } from './half-tied-recall.ts';
import { figuresOf } from './settings.ts';

const POOL = { am: 0, en: 10 };

describe('halfTiedRecall', () => {
  it('is 1, a half or nothing at rank 1', () => {
    const table = buildTable(POOL, [
      { lang: 'am', relevant: [['en', 1, 1]] },
      { lang: 'am', relevant: [['en', 1, 1]], ties: [[0, 1, 0, 1]] },
      { lang: 'am', relevant: [['en', 3, 3]], ties: [[2, 0, 2, 0]] },
      { lang: 'am', relevant: [['en', 3, 3]], ties: [[1, 4, 1, 4]] },
      { lang: 'am', relevant: [['en', 0, 0]] },
      { lang: 'am', relevant: [] },
    ]);
    const values = Array.from({ length: 6 }, (_, query) => halfTiedRecall(table, query, 1, 1));
    expect(values).toEqual([1, 0.5, 0.5, 0, 0, null]);
    expect(halfTiedRecall(table, 3, 1, 3)).toBe(0.5);
    expect(halfTiedRecall(table, 3, 1, 7)).toBe(1);
  });

  it('takes ties in the pool there, and ties within a language there', () => {
    const table = buildTable({ de: 5, en: 5 }, [
      {
        lang: 'de',
        relevant: [
          ['de', 1, 1],
          ['en', 2, 1],
        ],
        ties: [
          [0, 1, 0, 0],
          [1, 0, 0, 0],
        ],
      },
    ]);
    expect(halfTiedRecall(table, 0, 0, 1)).toBe(1);
    expect(halfTiedRecall(table, 0, 1, 1)).toBe(1);
    // Each may stand first: a half of one passage in all, of two that are relevant.
    expect(halfTiedRecall(table, 0, null, 1)).toBe(0.5);
    const figures = figuresOf(table, ['Rhalf@1', 'R@1'], ['multi']);
    expect(figures.map(({ measure, value }) => [measure, value])).toEqual([
      ['Rhalf@1', 0.5],
      ['Rhalf@1', 0.5],
      ['R@1', 0.5],
      ['R@1', 0.5],
    ]);
  });

  it('stands between R@k and its worst case, over the queries of a language', () => {
    const table = buildTable(POOL, [
      { lang: 'am', relevant: [['en', 1, 1]], ties: [[0, 1, 0, 1]] },
      { lang: 'am', relevant: [['en', 2, 2]], ties: [[1, 0, 1, 0]] },
      { lang: 'am', relevant: [['en', 1, 1]], ties: [[0, 2, 0, 2]] },
    ]);
    const [half] = figuresOf(table, ['Rhalf@1'], ['cross']);
    expect(half).toMatchObject({ queryLanguage: 'am', passageLanguage: 'en', value: 0.5, n: 3 });
  });
});
