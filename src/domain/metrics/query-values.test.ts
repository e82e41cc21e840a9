import { describe, expect, it } from 'vitest';
import { buildTable } from './build-table.ts';
import { queryValues } from './query-values.ts';
import { figuresOf } from './settings.ts';

const table = buildTable({ am: 4, en: 4, km: 4 }, [
  {
    lang: 'am',
    relevant: [
      ['am', 1, 1],
      ['en', 4, 2],
      ['km', 9, 4],
    ],
  },
  { lang: 'am', relevant: [['en', 2, 1]] },
  { lang: 'en', relevant: [['am', 3, 2]] },
]);
const ALL = { queryLanguage: null, passageLanguage: null };

describe('queryValues', () => {
  it('gives every query its value in the pool of all languages', () => {
    const { queries, values } = queryValues(table, { measure: 'MRR', setting: 'multi', ...ALL });
    expect([...queries]).toEqual([0, 1, 2]);
    expect([...values]).toEqual([1, 1 / 2, 1 / 3]);
  });

  it('averages a query over the passage languages where it is defined', () => {
    const { values } = queryValues(table, { measure: 'MRR', setting: 'cross', ...ALL });
    // am → en and km: 1/2 and 1/4; am → en alone; en → am alone.
    expect([...values]).toEqual([(1 / 2 + 1 / 4) / 2, 1, 1 / 2]);
  });

  it('keeps to one cell, and says NaN where nothing can be judged', () => {
    const cell = { measure: 'MRR', setting: 'cross', queryLanguage: 'am', passageLanguage: 'km' } as const;
    expect([...queryValues(table, cell).values]).toEqual([1 / 4, NaN]);
    expect([...queryValues(table, { ...cell, setting: 'mono', passageLanguage: null }).values]).toEqual([
      1,
      NaN,
    ]);
  });

  it('averages to the figure that it stands behind', () => {
    const { values } = queryValues(table, {
      measure: 'mAP',
      setting: 'multi',
      queryLanguage: 'am',
      passageLanguage: null,
    });
    const figure = figuresOf(table, ['mAP'], ['multi']).find(({ queryLanguage }) => queryLanguage === 'am');
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(
      figure?.value ?? NaN,
      12,
    );
  });

  it('measures rank distance, undefined with one relevant passage', () => {
    const { values } = queryValues(table, { measure: 'RD', setting: 'multi', ...ALL });
    expect([...values]).toEqual([8, NaN, NaN]);
  });
});
