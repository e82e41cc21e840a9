import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { MAX_EXPANSION_CHARACTERS, MAX_EXPANSIONS, readExpansions } from './read-expansions.ts';

const SHARD: Shard = selectShard(
  {
    name: 'rivers',
    passages: [
      { id: 'en', lang: 'en', title: 'Nile', text: 'The Nile flows north.', group: 'nile' },
      { id: 'am', lang: 'am', text: 'አባይ ወደ ሰሜን ይፈሳል።', group: 'nile' },
    ],
    queries: [
      { id: 'q1', lang: 'en', text: 'Where does the Nile flow?', relevant: ['en'], group: 'nile' },
      { id: '2', lang: 'am', text: 'አባይ ወዴት ይፈሳል?', relevant: ['am'], group: 'nile' },
    ],
    generated: [],
  },
  { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
);

const read = (content: string | Uint8Array<ArrayBuffer>, strip = false) =>
  readExpansions({ name: 'mine.jsonl', content: new Blob([content]) }, SHARD, { strip });

describe('readExpansions', () => {
  it('reads every layout, collects the rows of an id, and takes numbers for ids', async () => {
    const file = [
      '{"query": "q1", "texts": ["One.", "Two."]}',
      '{"id": 2, "expansions": "Three."}',
      '',
      '{"id": "q1", "documents": ["Four."]}\r',
      'q1\tFive,\twith a tab.\r',
    ].join('\n');
    expect(await read(file)).toEqual({
      texts: { q1: ['One.', 'Two.', 'Four.', 'Five,\twith a tab.'], 2: ['Three.'] },
      notes: [],
    });
    expect((await read('\n[{"query": "q1", "texts": ["One."]}]')).texts).toEqual({ q1: ['One.'] });
  });

  it('reads gzip, and a file with a byte order mark', async () => {
    const zipped = new Uint8Array(gzipSync('q1\tOne.'));
    expect((await read(zipped)).texts).toEqual({ q1: ['One.'] });
    expect((await read('\ufeffq1\tOne.')).texts).toEqual({ q1: ['One.'] });
  });

  it('notes what it leaves out, with the line', async () => {
    const file = [
      'q1\tOne.',
      '{"query": "q7", "texts": ["x"]}',
      '{"query": "q1", "texts": ["", "Two."]}',
      '{"query": "q1", "texts": [1]}',
      '{"texts": ["x"]}',
      '{"query": "q1", "texts": [',
      'no tab',
    ].join('\n');
    expect(await read(file)).toEqual({
      texts: { q1: ['One.', 'Two.'] },
      notes: [
        'line 2: no query of the shard is called q7',
        'line 3: a text is empty',
        'line 4: "texts" must be a list of strings',
        'line 5: "query", the id of a query, is missing',
        'line 6: This is not JSON: “{"query": "q1", "texts": [”.',
        'line 7: there is neither JSON nor a tab between an id and a text',
      ],
    });
  });

  it('lists the first notes of a kind and counts the others', async () => {
    const strangers = Array.from({ length: 1500 }, (_, i) => `x${String(i)}\ttext`);
    const { notes } = await read(['q1\tOne.', ...strangers].join('\n'));
    expect(notes).toHaveLength(11);
    expect(notes.at(-1)).toBe('1,490 more: rows of queries that the shard does not have');
  });

  it('refuses a relevant passage and a gold question, however they are written', async () => {
    const file = [
      'q1\tthe NILE flows, north',
      'q1\tNile: The Nile flows north.',
      'q1\tአባይ ወደ ሰሜን ይፈሳል',
      'q1\twhere does the Nile  flow',
      '2\tWhere does the Nile flow?',
      'q1\tThe Nile flows north, to Egypt.',
    ].join('\n');
    const { texts, notes } = await read(file);
    expect(texts).toEqual({ q1: ['The Nile flows north, to Egypt.'] });
    expect(notes).toEqual([
      'line 1: left out for q1: the text is passage en, which is relevant to the query',
      'line 2: left out for q1: the text is passage en, which is relevant to the query',
      'line 3: left out for q1: the text is passage am, which is relevant to the query',
      'line 4: left out for q1: the text is a question that the corpus judges by',
      'line 5: left out for 2: the text is a question that the corpus judges by',
    ]);
  });

  it('sees a leak behind meta-text when that is taken out', async () => {
    const { texts, notes } = await read(
      'q1\tSure! The Nile flows north.\nq1\tPassage: It ends in Egypt.',
      true,
    );
    expect(texts).toEqual({ q1: ['It ends in Egypt.'] });
    expect(notes).toEqual([
      'line 1: meta-text taken out: “Sure!”',
      'line 2: meta-text taken out: “Passage:”',
      'line 1: left out for q1: the text is passage en, which is relevant to the query',
    ]);
    await expect(read('q1\t<think>hm', true)).rejects.toMatchObject({
      code: 'corpus-invalid',
      message: expect.stringContaining('<think>hm') as unknown,
    });
  });

  it('cuts what is over-long, between characters, and takes no more than the limit', async () => {
    const long = `${'a'.repeat(MAX_EXPANSION_CHARACTERS - 1)}😊`;
    const { texts, notes } = await read(
      JSON.stringify({ query: 'q1', texts: [long, ...Array<string>(MAX_EXPANSIONS).fill('b')] }),
    );
    expect(texts['q1']).toHaveLength(MAX_EXPANSIONS);
    expect(texts['q1']?.[0]).toBe('a'.repeat(MAX_EXPANSION_CHARACTERS - 1));
    expect(notes).toEqual([
      'line 1: a text of 8,001 characters was cut at 8,000',
      'line 1: q1 has 32 texts already, which is the limit',
    ]);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, RegExp]>([
    ['an empty file', '', /mine\.jsonl holds no expansion of a query of the shard\. It is empty\./],
    ['ids of another corpus', 'x\ttext', /called x.*\{"query": "q1"/],
    ['a ZIP archive', new Uint8Array([0x50, 0x4b, 3, 4, 0]), /ZIP archive/],
    ['gzip that is cut short', new Uint8Array(gzipSync('q1\tOne.').subarray(0, 12)), /damaged or cut short/],
    ['a list that is no JSON', '[{"query": "q1",', /ends too early, at line 1/],
    ['an id like a property of objects', '{"query": "__proto__", "texts": ["x"]}', /__proto__/],
  ])('says what is wrong with %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'corpus-invalid',
      message: expect.stringMatching(message) as unknown,
    });
  });
});
