import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { candidatesOfRun } from './candidates-of-run.ts';
import { MAX_RANKED, readPermutations } from './read-permutations.ts';
import { writeCandidates } from './write-candidates.ts';

const SHARD: Shard = selectShard(
  {
    name: 'letters',
    passages: ['a', 'b', 'c', 'd'].map((id) => ({
      id,
      lang: 'en',
      title: id.toUpperCase(),
      text: `text ${id}`,
    })),
    queries: [
      { id: 'q1', lang: 'en', text: 'first?', relevant: ['a'] },
      { id: 'q2', lang: 'en', text: 'second?', relevant: ['b'] },
    ],
    generated: [],
  },
  { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
);

const read = (content: BlobPart) => readPermutations({ name: 'mine', content: new Blob([content]) }, SHARD);

describe('readPermutations', () => {
  it('reads rankings, and permutations of candidates', async () => {
    const file = [
      '{"query": "q1", "ranking": ["c", "a"]}',
      '{"query": "q2", "candidates": ["a", "b", "c"], "permutation": "[2] > [3] > [1]"}',
    ].join('\n');
    expect(await read(file)).toEqual({ orders: { q1: ['c', 'a'], q2: ['b', 'c', 'a'] }, notes: [] });
    expect((await read(new Uint8Array(gzipSync(file)))).orders).toEqual({
      q1: ['c', 'a'],
      q2: ['b', 'c', 'a'],
    });
  });

  it('lets candidates that are not named follow in their order, and drops what comes twice', async () => {
    const line = { query: 'q1', candidates: ['d', 'c', 'b', 'a'], permutation: '[3] > [3] > [1] > [12]' };
    expect(await read(JSON.stringify(line))).toEqual({
      orders: { q1: ['b', 'd', 'c', 'a'] },
      notes: [
        'line 1: q1: 2 candidates that the permutation does not name; they follow in their order',
        'line 1: q1: 1 places that are named twice; the first naming counts',
        'line 1: q1: 1 numbers that are no candidate',
      ],
    });
  });

  it('reads a TREC run by its scores', async () => {
    const run = 'q1 Q0 a 1 0.5 x\nq1 Q0 b 2 0.9 x\nq2 Q0 c 1 1 x\nq1 Q0 d 3 nonsense x\n';
    expect(await read(run)).toEqual({
      orders: { q1: ['b', 'a'], q2: ['c'] },
      notes: ['line 4: The score “nonsense” is not a number.'],
    });
    await expect(read('q1 0 a 1\nq2 0 b 0\n')).rejects.toMatchObject({
      code: 'corpus-invalid',
      message: expect.stringContaining('qrels') as unknown,
    });
  });

  it('notes queries and passages that the shard does not have, what comes twice, and what it cannot read', async () => {
    const file = [
      '{"query": "q1", "ranking": ["x", "a", "a", "y"]}',
      '{"query": "q1", "ranking": ["b"]}',
      '{"query": "q9", "ranking": ["b"]}',
      '{"query": "q2", "ranking": "b"}',
      '{"query": "q2", "candidates": ["b"]}',
      '{"query": "q2", "permutation": "[1]"}',
      '{"query": "q2", "candidates": ["b"], "permutation": "none"}',
      '{"ranking": ["b"]}',
      'q2',
    ].join('\n');
    expect(await read(file)).toEqual({
      orders: { q1: ['a'] },
      notes: [
        'line 1, q1: 2 passages are not in the shard, such as x',
        'line 1, q1: 1 passages come twice; the better place counts',
        'line 2: q1 was ranked before; the first ranking holds',
        'line 3: no query of the shard is called q9',
        'line 4: "ranking" must be a list of passage ids',
        'line 5: there is neither "ranking" nor "permutation"',
        'line 6: "candidates" must be a list of passage ids: a permutation counts them from 1',
        'line 7: "permutation" names no place, such as [2] > [1]',
        'line 8: "query", the id of a query, is missing',
        'line 9: this is neither JSON nor a line of a TREC run',
      ],
    });
  });

  it('keeps the first thousand', async () => {
    const passages = Array.from({ length: MAX_RANKED + 1 }, (_, i) => ({
      id: `p${String(i)}`,
      lang: 'en',
      text: 't',
    }));
    const line = JSON.stringify({ query: 'q1', ranking: passages.map(({ id }) => id) });
    const { orders, notes } = await readPermutations(
      { name: 'm', content: new Blob([line]) },
      { ...SHARD, passages },
    );
    expect(orders['q1']).toHaveLength(MAX_RANKED);
    expect(notes).toEqual(['line 1, q1: 1001 passages are ranked; the first 1000 are kept']);
  });

  it('refuses a file that ranks nothing of the shard', async () => {
    for (const file of ['', '{"query": "q9", "ranking": ["a"]}', '{"query": "q1", "ranking": ["x"]}']) {
      await expect(read(file)).rejects.toMatchObject({
        code: 'corpus-invalid',
        message: expect.stringContaining('mine ranks no passage of the shard') as unknown,
      });
    }
  });
});

describe('candidates', () => {
  it('are written with their texts, and read again once they are ranked', async () => {
    const run = 'q1 Q0 a 1 0.5 x\nq1 Q0 b 2 0.9 x\nq1 Q0 c 3 0.1 x\n';
    const rows = candidatesOfRun(SHARD, run, 2);
    expect(rows.map((list) => Array.from(list, (row) => SHARD.passages[row]?.id))).toEqual([['b', 'a'], []]);
    const text = await writeCandidates(SHARD, rows).text();
    expect(text).toBe(
      '{"query":"q1","text":"first?","candidates":[{"id":"b","text":"B text b"},{"id":"a","text":"A text a"}]}\n',
    );
    const ranked = JSON.stringify({ ...(JSON.parse(text) as object), permutation: '[2] > [1]' });
    expect((await read(ranked)).orders).toEqual({ q1: ['a', 'b'] });
  });
});
