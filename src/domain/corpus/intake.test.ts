import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleIndices } from '../random.ts';
import { createCensus, createJudgedIds, createRowQueries } from './intake.ts';
import type { IntakeChoice } from './read-plan.ts';

interface Place {
  readonly lang: string;
  readonly group?: string;
}

/** Indices of the passages that are drawn: counted once, drawn in a second pass. */
function drawn(passages: readonly Place[], choice: IntakeChoice): number[] {
  const census = createCensus();
  for (const passage of passages) census.add(passage);
  const takes = census.draw(choice);
  return passages.flatMap((passage, p) => (takes(passage) ? [p] : []));
}

const alone = (langs: string): Place[] => Array.from(langs, (lang) => ({ lang }));
const place = fc.record({
  lang: fc.constantFrom('am', 'en', 'km'),
  group: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined }),
});
const places = fc
  .array(place, { maxLength: 30 })
  .map((list) => list.map(({ lang, group }): Place => (group === undefined ? { lang } : { lang, group })));

describe('createCensus', () => {
  it('takes the first rows and a range, both ends included', () => {
    const five = alone('aaaaa');
    expect(drawn(five, { mode: 'first', n: 2 })).toEqual([0, 1]);
    expect(drawn(five, { mode: 'range', from: 2, to: 4 })).toEqual([1, 2, 3]);
    expect(drawn(five, { mode: 'range', from: 5, to: 9 })).toEqual([4]);
    expect(drawn(five, { mode: 'all' })).toEqual([0, 1, 2, 3, 4]);
  });

  it('draws the rows that sampleIndices draws', () => {
    const choice = { mode: 'sample', n: 4, seed: 7, perLanguage: false } as const;
    expect(drawn(alone('abcabcabcabc'), choice)).toEqual(sampleIndices(12, 4, 7));
  });

  it('draws up to n of every language', () => {
    const choice = { mode: 'sample', n: 2, seed: 7, perLanguage: true } as const;
    const passages = alone('aaaaaaaab' + 'aacccc');
    const taken = drawn(passages, choice).map((p) => passages[p]?.lang ?? '');
    expect(taken.sort().join('')).toBe('aabcc');
  });

  it('keeps parallel passages together: a row is a group', () => {
    const passages = [
      { lang: 'am', group: 'g1' },
      { lang: 'am', group: 'g2' },
      { lang: 'am' },
      { lang: 'en', group: 'g1' },
      { lang: 'en', group: 'g2' },
      { lang: 'en' },
    ];
    expect(drawn(passages, { mode: 'first', n: 1 })).toEqual([0, 3]);
    expect(drawn(passages, { mode: 'range', from: 2, to: 3 })).toEqual([1, 2, 4]);
    expect(drawn(passages, { mode: 'range', from: 4, to: 4 })).toEqual([5]);
  });

  it('draws whole rows, as many as asked for, and the same ones again', () => {
    const choice = fc.record({
      mode: fc.constant('sample' as const),
      n: fc.nat(12),
      seed: fc.nat(),
      perLanguage: fc.boolean(),
    });
    fc.assert(
      fc.property(places, choice, (passages, how) => {
        const taken = drawn(passages, how);
        expect(drawn(passages, how)).toEqual(taken);
        const rowOf = (p: number): string => passages[p]?.group ?? `alone ${String(p)}`;
        const rows = new Set(taken.map(rowOf));
        // Whole.
        expect(passages.flatMap((_, p) => (rows.has(rowOf(p)) ? [p] : []))).toEqual(taken);
        const all = new Set(passages.map((_, p) => rowOf(p)));
        if (!how.perLanguage) expect(rows.size).toBe(Math.min(how.n, all.size));
        for (const lang of how.perLanguage ? ['am', 'en', 'km'] : []) {
          const of = (indices: readonly number[]) =>
            new Set(indices.filter((p) => passages[p]?.lang === lang).map(rowOf)).size;
          expect(of(taken)).toBeGreaterThanOrEqual(Math.min(how.n, of(passages.map((_, p) => p))));
        }
      }),
    );
  });

  it('counts rows, passages and languages', () => {
    const census = createCensus();
    for (const passage of [...alone('ab'), { lang: 'a', group: 'g' }, { lang: 'b', group: 'g' }])
      census.add(passage);
    expect([census.rows(), census.passages(), [...census.languages()]]).toEqual([
      3,
      4,
      [
        ['a', 2],
        ['b', 2],
      ],
    ]);
  });
});

describe('createJudgedIds', () => {
  it('knows what is relevant to the queries that there are, whichever comes first', () => {
    const judged = createJudgedIds();
    judged.judgement({ query: 'q1', docno: 'd1', level: 1 });
    judged.judgement({ query: 'q1', docno: 'd2', level: 0 });
    judged.judgement({ query: 'gone', docno: 'd3', level: 1 });
    judged.query({ id: 'q1', relevant: [] });
    judged.query({ id: 'q2', relevant: ['d4'] });
    judged.judgement({ query: 'q2', docno: 'd5', level: 2 });
    expect([...judged.relevant()].sort()).toEqual(['d1', 'd4', 'd5']);
  });
});

describe('createRowQueries', () => {
  it('knows a query that is the passage before it, and no other', () => {
    const rows = createRowQueries();
    expect(rows.kept({ id: 'a' })).toBeNull();
    rows.passage({ id: 'a', group: 'g' }, false);
    expect([rows.kept({ id: 'a' }), rows.kept({ id: 'b' })]).toEqual([false, null]);
    rows.passage({ id: 'b', group: 'g' }, true);
    expect([rows.kept({ id: 'a' }), rows.kept({ id: 'b' })]).toEqual([null, true]);
    rows.passage({ id: 'c' }, false);
    expect(rows.kept({ id: 'c' })).toBeNull();
  });
});
