import { describe, expect, it } from 'vitest';
import { buildTable } from '../metrics/build-table.ts';
import { movedPassages } from './moved-passages.ts';

const tableOf = (ranks: readonly (readonly number[])[]): ReturnType<typeof buildTable> =>
  buildTable(
    { en: 1000 },
    ranks.map((places) => ({ lang: 'en', relevant: places.map((rank) => ['en', rank, rank] as const) })),
  );

describe('movedPassages', () => {
  const before = tableOf([[3, 900], [1], [0], [5]]);
  const after = tableOf([[1, 700], [4], [2], [5]]);

  it('counts 1 / rank, so that 3 to 1 is more than 900 to 700', () => {
    const { rose } = movedPassages(before, after, 10);
    expect(rose).toEqual([
      { query: 0, place: 0, before: 3, after: 1 },
      { query: 0, place: 1, before: 900, after: 700 },
    ]);
  });

  it('lists what fell, and neither what stayed nor what was not retrieved', () => {
    expect(movedPassages(before, after, 10).fell).toEqual([{ query: 1, place: 0, before: 1, after: 4 }]);
  });

  it('keeps to the limit and to the queries that are wanted', () => {
    expect(movedPassages(before, after, 1).rose).toHaveLength(1);
    expect(movedPassages(before, after, 10, (query) => query === 1).rose).toEqual([]);
  });
});
