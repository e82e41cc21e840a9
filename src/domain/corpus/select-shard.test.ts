import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRows } from './rows.ts';
import { selectShard, summarise } from './select-shard.ts';
import type { Corpus, Passage, Query, RowChoice, ShardChoice } from './types.ts';

const ALL: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };

/** Five topics in three languages, two passages and one query each; queries name the passage of their own language. */
function parallel(): Corpus {
  const passages: Passage[] = [];
  const queries: Query[] = [];
  for (const lang of ['en', 'am', 'km']) {
    for (let t = 0; t < 5; t++) {
      for (const side of ['a', 'b']) {
        passages.push({ id: `${lang}-${String(t)}${side}`, lang, text: 'x', group: `${String(t)}${side}` });
      }
      queries.push({
        id: `${lang}-q${String(t)}`,
        lang,
        text: '?',
        relevant: [`${lang}-${String(t)}a`],
        group: `q${String(t)}`,
      });
    }
  }
  const generated = [
    { group: '0a', queries: { ar: ['x'] } },
    { docid: 'km-4a', queries: { ar: ['x'] } },
  ];
  return { name: 'parallel', passages, queries, generated };
}
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

describe('findRows', () => {
  it('joins through unit, group, judgements and the query’s group; a lone passage is a row', () => {
    const passage = (id: string, more: Partial<Passage> = {}): Passage => ({
      id,
      lang: 'en',
      text: 'x',
      ...more,
    });
    const rows = findRows({
      passages: [
        passage('lone'),
        passage('a', { unit: 'u' }),
        passage('b', { unit: 'u' }),
        passage('c'),
        passage('d', { group: 'g' }),
        passage('e', { group: 'g' }),
      ],
      queries: [
        { id: '1', lang: 'en', text: '?', relevant: ['b'], group: 'x' },
        { id: '2', lang: 'am', text: '?', relevant: ['c'], group: 'x' },
        { id: '3', lang: 'am', text: '?', relevant: ['elsewhere'] },
      ],
    });
    expect(rows.count).toBe(3);
    expect([...rows.ofPassage]).toEqual([0, 1, 1, 1, 2, 2]);
    expect([...rows.ofQuery]).toEqual([1, 1, -1]);
  });
});

describe('selectShard', () => {
  it('sorts passages by language, then by id descending', () => {
    const { passages } = selectShard(parallel(), { ...ALL, rows: { mode: 'first', n: 2 } });
    expect(ids(passages)).toEqual(['am-0b', 'am-0a', 'en-0b', 'en-0a', 'km-0b', 'km-0a']);
  });

  it('makes relevant to each query of a group what is relevant to any', () => {
    const shard = selectShard(parallel(), { ...ALL, queryLanguages: ['am'], rows: { mode: 'first', n: 1 } });
    expect(ids(shard.queries)).toEqual(['am-q0']);
    expect(shard.queries[0]?.relevantRows.map((row) => shard.passages[row]?.id)).toEqual([
      'am-0a',
      'en-0a',
      'km-0a',
    ]);
  });

  it('judges across languages when the query’s own is not in the pool', () => {
    const shard = selectShard(parallel(), { ...ALL, queryLanguages: ['km'], passageLanguages: ['en'] });
    expect(shard.queries).toHaveLength(5);
    for (const { id, relevantRows } of shard.queries) {
      expect(relevantRows.map((row) => shard.passages[row]?.id)).toEqual([`en-${id.slice(-1)}a`]);
    }
  });

  it('keeps a query without a relevant passage in the pool, with no rows', () => {
    const corpus: Corpus = {
      name: 'c',
      passages: [
        { id: '1', lang: 'en', text: 'x', group: 'g' },
        { id: '2', lang: 'am', text: 'x', group: 'g' },
      ],
      queries: [{ id: 'q', lang: 'en', text: '?', relevant: ['1'] }],
      generated: [],
    };
    const shard = selectShard(corpus, { ...ALL, passageLanguages: ['am'] });
    expect(shard.queries).toMatchObject([{ id: 'q', relevantRows: [] }]);
  });

  it('keeps generated queries of what is in the shard', () => {
    const of = (choice: Partial<ShardChoice>) =>
      selectShard(parallel(), { ...ALL, ...choice }).generated.length;
    expect(of({})).toBe(2);
    expect(of({ passageLanguages: ['en'] })).toBe(1);
    expect(of({ passageLanguages: ['am'], rows: { mode: 'first', n: 1 } })).toBe(1);
    expect(of({ passageLanguages: ['km'], rows: { mode: 'first', n: 0 } })).toBe(0);
  });

  it('counts rows that hold a passage in the chosen languages', () => {
    const corpus: Corpus = {
      name: 'c',
      passages: ['en', 'en', 'km', 'en', 'km'].map((lang, i) => ({ id: String(i), lang, text: 'x' })),
      queries: [],
      generated: [],
    };
    const shard = selectShard(corpus, { ...ALL, passageLanguages: ['km'], rows: { mode: 'first', n: 1 } });
    expect(ids(shard.passages)).toEqual(['2']);
  });

  const corpora = fc
    .record({
      passages: fc.uniqueArray(
        fc.record(
          {
            id: fc.string({ minLength: 1, maxLength: 3 }),
            lang: fc.constantFrom('am', 'km', 'en'),
            text: fc.constant('x'),
            group: fc.constantFrom('a', 'b', 'c'),
            unit: fc.constantFrom('u', 'v', 'w'),
          },
          { requiredKeys: ['id', 'lang', 'text'] },
        ),
        { selector: ({ id }) => id, minLength: 1, maxLength: 30 },
      ),
      picks: fc.array(
        fc.tuple(
          fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
          fc.constantFrom('am', 'km', 'en'),
          fc.nat(5),
        ),
        { maxLength: 15 },
      ),
    })
    .map(({ passages, picks }): Corpus => ({
      name: 'random',
      passages,
      queries: picks.map(([relevant, lang, group], q) => ({
        id: String(q),
        lang,
        text: '?',
        relevant: relevant.map((pick) => passages[pick % passages.length]?.id ?? ''),
        ...(group === 0 ? {} : { group: String(group) }),
      })),
      generated: [],
    }));
  const rowChoices: fc.Arbitrary<RowChoice> = fc.oneof(
    fc.record({ mode: fc.constant('first' as const), n: fc.nat(12) }),
    fc.record({ mode: fc.constant('random' as const), n: fc.nat(12), seed: fc.integer() }),
  );

  it('keeps with every query all passages that are relevant to it', () => {
    fc.assert(
      fc.property(corpora, rowChoices, (corpus, rows) => {
        const shard = selectShard(corpus, { ...ALL, rows });
        for (const query of shard.queries) {
          const kept = new Set(query.relevantRows.map((row) => shard.passages[row]?.id));
          for (const id of query.relevant) expect(kept).toContain(id);
        }
      }),
    );
  });

  it('is the same again for the same choice, and n rows are n rows', () => {
    fc.assert(
      fc.property(corpora, rowChoices, (corpus, rows) => {
        const shard = selectShard(corpus, { ...ALL, rows });
        expect(selectShard(corpus, { ...ALL, rows })).toEqual(shard);
        expect(summarise(shard).rows).toBe(Math.min('n' in rows ? rows.n : 0, summarise(corpus).rows));
      }),
    );
  });

  it('finds among the first n + 1 rows all of the first n', () => {
    fc.assert(
      fc.property(corpora, fc.nat(12), (corpus, n) => {
        const smaller = selectShard(corpus, { ...ALL, rows: { mode: 'first', n } });
        const larger = new Set(
          ids(selectShard(corpus, { ...ALL, rows: { mode: 'first', n: n + 1 } }).passages),
        );
        for (const id of ids(smaller.passages)) expect(larger).toContain(id);
      }),
    );
  });

  it('draws other rows with another seed', () => {
    const draw = (seed: number) =>
      ids(selectShard(parallel(), { ...ALL, rows: { mode: 'random', n: 2, seed } }).passages).join();
    expect(new Set(Array.from({ length: 20 }, (_, seed) => draw(seed))).size).toBeGreaterThan(3);
  });
});

describe('summarise', () => {
  it('counts passages, queries and characters of each language, and rows', () => {
    expect(summarise(parallel())).toEqual({
      name: 'parallel',
      passages: 30,
      queries: 15,
      generated: 2,
      rows: 10,
      characters: 30,
      languages: [
        { lang: 'am', passages: 10, queries: 5, characters: 10 },
        { lang: 'en', passages: 10, queries: 5, characters: 10 },
        { lang: 'km', passages: 10, queries: 5, characters: 10 },
      ],
    });
  });

  it('counts the title, which is searched with the text', () => {
    const passages = [{ id: '1', lang: 'en', title: 'Tea', text: 'green' }];
    expect(summarise({ name: 'x', passages, queries: [], generated: [] }).characters).toBe(9);
  });
});
