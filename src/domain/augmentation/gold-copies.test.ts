import { describe, expect, it } from 'vitest';
import { selectShard } from '../corpus/select-shard.ts';
import type { Corpus } from '../corpus/types.ts';
import { goldCopies } from './gold-copies.ts';

const CORPUS: Corpus = {
  name: 'nile',
  passages: [
    { id: 'en', lang: 'en', text: 'The Nile flows north.', group: 'nile' },
    { id: 'am', lang: 'am', text: 'አባይ ወደ ሰሜን ይፈሳል።', group: 'nile' },
  ],
  queries: [
    { id: 'q-en', lang: 'en', text: 'Which way does the Nile flow?', relevant: ['en'], group: 'nile' },
    { id: 'q-am', lang: 'am', text: 'አባይ ወዴት ይፈሳል?', relevant: ['am'], group: 'nile' },
  ],
  generated: [{ group: 'nile', queries: { en: ['which way does the  Nile flow', 'Where is the Nile?'] } }],
};

describe('goldCopies', () => {
  it('knows a gold question by its letters', () => {
    expect(goldCopies(CORPUS.queries, CORPUS.generated)).toEqual(['which way does the  Nile flow']);
  });

  it('holds for a shard that asks in other languages only', () => {
    const shard = selectShard(CORPUS, {
      queryLanguages: ['am'],
      passageLanguages: [],
      rows: { mode: 'all' },
    });
    expect(shard.queries.map(({ id }) => id)).toEqual(['q-am']);
    expect(shard.goldCopies).toEqual(['which way does the  Nile flow']);
  });
});
