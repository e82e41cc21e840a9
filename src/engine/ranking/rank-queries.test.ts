import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDocnos } from '../../domain/corpus/compare-docnos.ts';
import type { Passage, Query, Shard } from '../../domain/corpus/types.ts';
import { NOTHING } from '../../domain/metrics/rank-table.ts';
import type { BlockScorer } from './rank-queries.ts';
import { rankQueries } from './rank-queries.ts';
import { scalarCounts } from './scalar-counts.ts';
import { createKernel } from './simd-kernel.ts';
import { tieOrderOf } from './tie-order.ts';

describe('rankQueries', () => {
  it('ranks by score, then by id descending over the whole pool', async () => {
    // Rows: de d, de b, en c, en a. All tie but en a, which is better.
    const shard = shardOf(
      ['de:b', 'de:d', 'en:a', 'en:c'],
      [{ lang: 'en', relevant: ['b', 'c', 'a'], group: 'g' }],
    );
    const table = await rankQueries(shard, scorerOf([[1, 1, 1, 2]]), { depth: 5 });
    expect(table.languages).toEqual(['de', 'en']);
    expect(table.poolSizes).toEqual([2, 2]);
    expect(shard.queries[0]?.relevantRows).toEqual([1, 2, 3]);
    expect([...table.rankInPool]).toEqual([4, 3, 1]);
    expect([...table.rankInLanguage]).toEqual([2, 2, 1]);
    expect([...table.relevantLanguage]).toEqual([0, 1, 1]);
    expect([...table.topLanguages]).toEqual([1, 0, 1, 0, NOTHING]);
  });

  it('gives rank 0 and no top rank to what is not above the minimum score', async () => {
    const shard = shardOf(['de:a', 'de:b', 'km:c'], [{ lang: 'am', relevant: ['a', 'c'] }]);
    const table = await rankQueries(shard, scorerOf([[0, 0, 3]], 0), { depth: 2 });
    expect(table.languages).toEqual(['am', 'de', 'km']);
    expect(table.poolSizes).toEqual([0, 2, 1]);
    expect([...table.queryLanguage]).toEqual([0]);
    expect([...table.rankInPool]).toEqual([0, 1]);
    expect([...table.rankInLanguage]).toEqual([0, 1]);
    expect([...table.topLanguages]).toEqual([2, NOTHING]);
  });

  it('numbers groups and marks queries that stand alone', async () => {
    const query = (group?: string): Partial<Query> => (group === undefined ? {} : { group });
    const shard = shardOf(['de:a'], [query('x'), query(), query('y'), query('x')]);
    const table = await rankQueries(shard, scorerOf([[1], [1], [1], [1]]));
    expect([...table.queryGroup]).toEqual([0, -1, 1, 0]);
    expect([...table.offsets]).toEqual([0, 0, 0, 0, 0]);
  });

  it('agrees with a full sort, whatever ties there are', async () => {
    await fc.assert(
      fc.asyncProperty(rankings, async ({ langs, scores, relevant, minimum, yieldEvery }) => {
        const ids = langs.map((lang, i) => `${lang}:${'zay𝒳\uffeeb'.charAt(i % 7)}${i}`);
        const names = ids.map((id) => id.slice(id.indexOf(':') + 1));
        const shard = shardOf(
          ids,
          scores.map((_, q) => ({ relevant: names.filter((_, i) => relevant[(q + i) % relevant.length]) })),
        );
        const depth = 4;
        const table = await rankQueries(shard, scorerOf(scores, minimum), { depth, yieldEvery });
        shard.queries.forEach((query, q) => {
          const order = fullSort(shard, scores[q]!, minimum);
          const found = query.relevantRows.map((row) => order.indexOf(row) + 1);
          expect([...table.rankInPool.slice(table.offsets[q], table.offsets[q + 1])]).toEqual(found);
          const inLanguage = query.relevantRows.map((row) => {
            const lang = shard.passages[row]!.lang;
            return order.filter((other) => shard.passages[other]!.lang === lang).indexOf(row) + 1;
          });
          expect([...table.rankInLanguage.slice(table.offsets[q], table.offsets[q + 1])]).toEqual(inLanguage);
          const entries = query.relevantRows.map((_, position) => (table.offsets[q] ?? 0) + position);
          query.relevantRows.forEach((row, position) => {
            const place = order.indexOf(row);
            const lang = shard.passages[row]!.lang;
            const tied = (rows: readonly number[]): number[] =>
              place < 0 ? [] : rows.filter((other) => scores[q]![other] === scores[q]![row]);
            const sides = [tied(order.slice(0, place)), tied(order.slice(place + 1))];
            const own = sides.map((rows) => rows.filter((other) => shard.passages[other]!.lang === lang));
            const entry = entries[position]!;
            expect([...table.tiesInPool.slice(2 * entry, 2 * entry + 2)]).toEqual(
              sides.map((rows) => rows.length),
            );
            expect([...table.tiesInLanguage.slice(2 * entry, 2 * entry + 2)]).toEqual(
              own.map((rows) => rows.length),
            );
          });
          const top = Array.from({ length: depth }, (_, rank) => {
            const row = order[rank];
            return row === undefined ? NOTHING : table.languages.indexOf(shard.passages[row]!.lang);
          });
          expect([...table.topLanguages.slice(q * depth, (q + 1) * depth)]).toEqual(top);
        });
      }),
    );
  });

  it('ranks the same over the SIMD kernel and in plain loops, with equal vectors in the pool', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `${i % 3 === 0 ? 'am' : 'km'}:p${i}`);
    const shard = shardOf(
      ids,
      Array.from({ length: 7 }, () => ({ relevant: ['p1', 'p6', 'p29'] })),
    );
    const d = 5;
    const passages = Float32Array.from({ length: 30 * d }, (_, i) =>
      Math.sin((Math.floor(i / d) % 11) * d + (i % d)),
    );
    const queries = Float32Array.from({ length: 7 * d }, (_, i) => Math.cos(i));
    const tables = await Promise.all(
      [true, false].map((simd) => {
        const kernel = createKernel(30, d, { simd });
        kernel.write(0, passages);
        return rankQueries(
          shard,
          {
            minimumScore: null,
            score: (first, count) => kernel.score(queries.subarray(first * d, (first + count) * d), count),
            countGreater: kernel.countGreater.bind(kernel),
            countEqual: kernel.countEqual.bind(kernel),
          },
          { yieldEvery: 3 },
        );
      }),
    );
    expect(tables[0]).toEqual(tables[1]);
  });

  it('reports progress and stops between blocks when it is cancelled', async () => {
    // Many blocks: the timer below may be late on a busy machine.
    const queries = Array.from({ length: 4000 }, () => ({}));
    const shard = shardOf(['de:a'], queries);
    const cancel = new AbortController();
    const seen: number[] = [];
    const ranking = rankQueries(shard, scorerOf(queries.map(() => [1])), {
      yieldEvery: 2,
      signal: cancel.signal,
      onProgress: ({ done, total }) => {
        seen.push(done);
        expect(total).toBe(4000);
        // A message that arrives while the loop is running, as a worker's cancel does.
        setTimeout(() => {
          cancel.abort();
        });
      },
    });
    await expect(ranking).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    expect(seen.length).toBeLessThan(2000);
  });

  it('refuses more languages than the table can name', async () => {
    const shard = shardOf(
      Array.from({ length: 256 }, (_, i) => `x${String(i).padStart(3, '0')}:p${i}`),
      [],
    );
    await expect(rankQueries(shard, scorerOf([]))).rejects.toThrow(
      expect.objectContaining({ code: 'corpus-invalid' }),
    );
  });
});

describe('tieOrderOf', () => {
  it('orders ids descending by bytes over the whole pool, and keeps the answer', () => {
    const shard = shardOf(['de:\ue000', 'de:a', 'en:𝒳', 'en:b'], []);
    expect(shard.passages.map(({ id }) => id)).toEqual(['\ue000', 'a', '𝒳', 'b']);
    expect([...tieOrderOf(shard)]).toEqual([1, 3, 0, 2]);
    expect(tieOrderOf(shard)).toBe(tieOrderOf(shard));
  });
});

const rankings = fc.integer({ min: 1, max: 24 }).chain((n) =>
  fc.record({
    langs: fc.array(fc.constantFrom('am', 'km', 'ru'), { minLength: n, maxLength: n }),
    scores: fc.array(fc.array(fc.integer({ min: -2, max: 3 }), { minLength: n, maxLength: n }), {
      maxLength: 5,
    }),
    relevant: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    minimum: fc.option(fc.integer({ min: -1, max: 1 })),
    yieldEvery: fc.integer({ min: 1, max: 3 }),
  }),
);

/** Passages are written `language:id`. */
function shardOf(passages: readonly string[], queries: readonly Partial<Query>[]): Shard {
  const parsed = passages.map((written): Passage => {
    const [lang = '', id = ''] = written.split(':');
    return { lang, id, text: id };
  });
  // The order that selectShard gives: by language, then by id descending.
  const sorted = parsed.sort((a, b) => compareDocnos(a.lang, b.lang) || compareDocnos(b.id, a.id));
  return {
    name: 'test',
    passages: sorted,
    queries: queries.map((query, q) => ({
      id: `q${q}`,
      lang: 'de',
      text: '',
      relevant: [],
      ...query,
      relevantRows: sorted.flatMap(({ id }, row) => (query.relevant?.includes(id) ? [row] : [])),
    })),
    generated: [],
    goldCopies: [],
  };
}

/** @param scores of each query, in the order of the shard's passages */
function scorerOf(scores: readonly (readonly number[])[], minimumScore: number | null = null): BlockScorer {
  let block = new Float32Array(0);
  return {
    minimumScore,
    score: (first, count) => {
      block = Float32Array.from(scores.slice(first, first + count).flat());
      return block;
    },
    countGreater: (...at) => scalarCounts(() => block, scores[0]?.length ?? 0).countGreater(...at),
    countEqual: (...at) => scalarCounts(() => block, scores[0]?.length ?? 0).countEqual(...at),
  };
}

function fullSort(shard: Shard, scores: readonly number[], minimum: number | null): number[] {
  return [...scores.keys()]
    .filter((row) => minimum === null || scores[row]! > minimum)
    .sort((a, b) => scores[b]! - scores[a]! || compareDocnos(shard.passages[b]!.id, shard.passages[a]!.id));
}
