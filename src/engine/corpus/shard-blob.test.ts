import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Shard } from '../../domain/corpus/types.ts';
import { packShard, unpackShard } from './shard-blob.ts';

const SHARD: Shard = {
  name: 'small',
  passages: [{ id: 'p', lang: 'am', text: 'አዲስ አበባ' }],
  queries: [{ id: 'q', lang: 'km', text: 'ទីក្រុង?', relevant: ['p'], relevantRows: [0] }],
  generated: [{ docid: 'p', queries: { ar: ['أين؟'] } }],
  goldCopies: [],
};

describe('packShard and unpackShard', () => {
  it('come back to the same shard, named by the hash of its bytes', async () => {
    const { blob, hash } = await packShard(SHARD);
    expect(await unpackShard(blob)).toEqual(SHARD);
    expect(hash).toBe(createHash('sha256').update(JSON.stringify(SHARD)).digest('hex'));
  });

  it.each([
    ['other text', 'x'],
    ['no lists', '{"name":"x"}'],
    ['a passage without text', JSON.stringify({ ...SHARD, passages: [{ id: 'p', lang: 'am' }] })],
    [
      'a judgement outside',
      JSON.stringify({ ...SHARD, queries: [{ ...SHARD.queries[0], relevantRows: [1] }] }),
    ],
  ])('refuse %s', async (_, text) => {
    await expect(unpackShard(new Blob([text]))).rejects.toMatchObject({ code: 'corpus-invalid' });
  });
});
