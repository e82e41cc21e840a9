import { describe, expect, it } from 'vitest';
import { buildTable } from '../metrics/build-table.ts';
import { biasReport } from './bias-report.ts';

const table = buildTable(
  { am: 6, en: 2 },
  [
    {
      lang: 'am',
      group: 0,
      relevant: [
        ['am', 2, 2],
        ['en', 1, 1],
      ],
      top: ['en', 'am', 'am', 'am'],
    },
    {
      lang: 'am',
      group: 1,
      relevant: [
        ['am', 4, 3],
        ['en', 8, 2],
      ],
      top: ['am', 'am'],
    },
    {
      lang: 'am',
      group: 2,
      relevant: [
        ['am', 0, 0],
        ['en', 0, 0],
      ],
      top: [],
    },
    {
      lang: 'en',
      group: 0,
      relevant: [
        ['am', 7, 6],
        ['en', 1, 1],
      ],
      top: ['en', 'en'],
    },
  ],
  4,
);

describe('biasReport', () => {
  const report = biasReport(table, 2);

  it('averages the share of each language over what each query retrieved', () => {
    expect(report.topShare).toEqual({
      rows: ['am', 'en'],
      columns: ['am', 'en'],
      values: [0.75, 0.25, 0, 1],
      counts: [2, 2, 1, 1],
    });
  });

  it('sets the pool beside it', () => {
    expect(report.poolShare).toEqual([0.75, 0.25]);
  });

  it('takes the other answers out of the pool for the single-target MRR', () => {
    // am → am: rank 2 behind one answer is 1; rank 4 stays; not retrieved is 0.
    expect(report.singleTargetMrr.values[0]).toBeCloseTo((1 + 1 / 4 + 0) / 3);
    // am → en: rank 1; rank 8 behind one answer is 7; 0.
    expect(report.singleTargetMrr.values[1]).toBeCloseTo((1 + 1 / 7 + 0) / 3);
    expect(report.singleTargetMrr.values[2]).toBeCloseTo(1 / 6);
    expect(report.singleTargetMrr.counts).toEqual([3, 3, 1, 1]);
  });

  it('averages rank distance by language, then over languages', () => {
    expect(report.rankDistance.perLanguage).toEqual([
      { lang: 'am', value: 2.5, n: 2 },
      { lang: 'en', value: 6, n: 1 },
    ]);
    expect(report.rankDistance).toMatchObject({ mean: 4.25, n: 3 });
  });

  it('takes parallel queries together in the interval', () => {
    // Group 0 has distances 1 and 6, so 3.5; group 1 has 4: half a unit apart.
    expect(report.rankDistance.margin).toBeCloseTo(1.96 * 0.25);
  });

  it('reads no further than the table goes', () => {
    expect(biasReport(table, 100).k).toBe(4);
  });

  it('gives shares that add up to 1', () => {
    const { rows, columns, values } = biasReport(table, 4).topShare;
    rows.forEach((_, row) => {
      const shares = values.slice(row * columns.length, (row + 1) * columns.length);
      expect(shares.reduce<number>((sum, share) => sum + (share ?? NaN), 0)).toBeCloseTo(1);
    });
  });
});
