import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { Corpus, GeneratedQueries, Passage, Query, ShardChoice } from '../../domain/corpus/types.ts';
import { sourceFromBlob } from './blob-source.ts';
import { packCorpus, unpackCorpus } from './pack-corpus.ts';
import { readCorpus } from './read-files.ts';
import { packShard } from './shard-blob.ts';

const ALL: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '');
const lang = fc.constantFrom('am', 'km', 'en', 'und');
const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(value, { nil: undefined }).map((of) => (of === undefined ? {} : { [key]: of }));

/** Fields in one of two orders, as readers of different formats give them. */
const passages: fc.Arbitrary<readonly Passage[]> = fc
  .array(
    fc.tuple(
      lang,
      text,
      optional('title', text),
      optional('source', text),
      optional('group', text),
      optional('unit', text),
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows.map(([of, body, title, source, group, unit, first], index): Passage => {
      const id = `p${String(index)}`;
      return first
        ? { id, lang: of, ...title, text: body, ...group, ...source, ...unit }
        : { id, lang: of, text: body, ...source, ...unit, ...group, ...title };
    }),
  );
const corpora: fc.Arbitrary<Corpus> = passages.chain((of) => {
  const ids = fc.subarray(
    of.map(({ id }) => id),
    { minLength: 1 },
  );
  const query: fc.Arbitrary<Omit<Query, 'id'>> = fc
    .tuple(lang, text, ids, optional('answers', fc.array(text)), optional('rejected', ids))
    .map(([code, body, relevant, answers, rejected]) => ({
      lang: code,
      text: body,
      relevant,
      ...answers,
      ...rejected,
    }));
  const generated: fc.Arbitrary<GeneratedQueries> = fc.record({
    docid: fc.constantFrom(...of.map(({ id }) => id)),
    queries: fc.dictionary(fc.constantFrom('en', 'am'), fc.array(text, { minLength: 1 }), { minKeys: 1 }),
  });
  return fc.record({
    name: fc.constant('corpus'),
    passages: fc.constant(of),
    queries: fc
      .array(query, { maxLength: 4 })
      .map((rows) => rows.map((row, index) => ({ id: `q${String(index)}`, ...row }))),
    generated: fc.uniqueArray(generated, { maxLength: 3, selector: ({ docid }) => docid }),
  });
});

describe('a corpus as a file', () => {
  it('comes back as it was, with the same shard to the last byte', async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const { blob } = await packCorpus(corpus);
        const back = await unpackCorpus('corpus', blob);
        expect(back).toEqual(corpus);
        const hash = async (of: Corpus): Promise<string> => (await packShard(selectShard(of, ALL))).hash;
        expect(await hash(back)).toBe(await hash(corpus));
      }),
      { numRuns: 40 },
    );
  });

  it('opens as any other file, with nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const { blob } = await packCorpus(corpus);
        const { corpus: read, skippedLog } = await readCorpus('corpus', [sourceFromBlob('x.jsonl.gz', blob)]);
        expect(skippedLog.count).toBe(0);
        expect(read?.passages).toEqual(corpus.passages);
        expect(read?.queries).toEqual(
          corpus.queries.map((query) => ({ ...query, relevant: [...new Set(query.relevant)] })),
        );
        expect(read?.generated.length).toBe(corpus.generated.length);
      }),
      { numRuns: 40 },
    );
  });

  it('is named by its lines, which begin with a header', async () => {
    const corpus: Corpus = {
      name: 'a',
      passages: [{ id: '1', lang: 'en', text: 'one' }],
      queries: [],
      generated: [],
    };
    const { blob, hash } = await packCorpus(corpus);
    const lines = gunzipSync(await blob.arrayBuffer()).toString();
    expect(lines).toBe('{"crosslens":"corpus","version":1}\n{"id":"1","lang":"en","text":"one"}\n');
    expect((await packCorpus({ ...corpus, name: 'b' })).hash).toBe(hash);
    expect((await packCorpus({ ...corpus, passages: [] })).hash).not.toBe(hash);
  });

  it('is refused when it is damaged', async () => {
    const corpus: Corpus = {
      name: 'a',
      passages: [{ id: '1', lang: 'en', text: 'one' }],
      queries: [],
      generated: [],
    };
    const { blob } = await packCorpus(corpus);
    await expect(unpackCorpus('a', blob.slice(0, blob.size - 6))).rejects.toMatchObject({
      code: 'file-damaged',
    });
    await expect(unpackCorpus('a', new Blob(['{}\n{"id":1}\n']))).rejects.toMatchObject({
      code: 'file-damaged',
    });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const corpus: Corpus = {
      name: 'a',
      passages: [{ id: '1', lang: 'en', text: 'one' }],
      queries: [],
      generated: [],
    };
    await expect(packCorpus(corpus, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
