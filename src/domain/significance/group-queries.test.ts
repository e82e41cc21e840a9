import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupQueries, questionKey } from './group-queries.ts';

describe('groupQueries', () => {
  it('averages parallel queries and leaves the others alone', () => {
    const { values, dropped, partial } = groupQueries([
      { query: 'q1.de', group: 'q1', value: 1 },
      { query: 'solo', group: null, value: 0.25 },
      { query: 'q1.en', group: 'q1', value: 0 },
      { query: 'q1.sw', group: 'q1', value: null },
      { query: 'q2.de', group: 'q2', value: null },
      { query: 'alone', group: null, value: null },
      { query: 'q3.de', group: 3, value: 0.5 },
    ]);
    expect([...values]).toEqual([
      ['group q1', 0.5],
      ['query solo', 0.25],
      ['group 3', 0.5],
    ]);
    expect([dropped, partial]).toEqual([2, 1]);
  });

  it('keeps a group apart from a query of the same name', () => {
    const { values } = groupQueries([
      { query: 'x', group: null, value: 0 },
      { query: 'y', group: 'x', value: 1 },
    ]);
    expect([...values.values()]).toEqual([0, 1]);
    expect(questionKey({ query: 'x', group: null })).not.toBe(questionKey({ query: 'y', group: 'x' }));
  });

  it('gives each question one value within those of its queries', () => {
    const query = fc.record({
      query: fc.string(),
      group: fc.nat(5),
      value: fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(query), (queries) => {
        const { values, dropped, partial } = groupQueries(queries);
        expect(values.size + dropped).toBe(new Set(queries.map(({ group }) => group)).size);
        expect(partial).toBeLessThanOrEqual(values.size);
        for (const [key, value] of values) {
          const own = queries.flatMap((entry) =>
            questionKey(entry) === key && entry.value !== null ? [entry.value] : [],
          );
          expect(value).toBeGreaterThanOrEqual(Math.min(...own));
          expect(value).toBeLessThanOrEqual(Math.max(...own));
        }
      }),
    );
  });
});
