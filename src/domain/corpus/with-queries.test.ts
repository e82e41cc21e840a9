import { expect, it } from 'vitest';
import { selectShard } from './select-shard.ts';
import { withQueries } from './with-queries.ts';

it('keeps passages, and judgements that point at them', () => {
  const shard = selectShard(
    {
      name: 'two',
      passages: [
        { id: 'a', lang: 'en', text: 'a' },
        { id: 'b', lang: 'en', text: 'b' },
      ],
      queries: [
        { id: 'qa', lang: 'en', text: 'a?', relevant: ['a'] },
        { id: 'qb', lang: 'en', text: 'b?', relevant: ['b'] },
      ],
      generated: [],
    },
    { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
  );
  const kept = withQueries(shard, Uint8Array.of(0, 1));
  expect(kept.passages).toBe(shard.passages);
  expect(kept.queries.map(({ id, relevantRows }) => [id, relevantRows])).toEqual([['qb', [0]]]);
});
