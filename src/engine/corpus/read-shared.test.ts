import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { selectShard, summarise } from '../../domain/corpus/select-shard.ts';
import type { ShardChoice } from '../../domain/corpus/types.ts';
import { describeWithShared } from '../../testing/shared-data.ts';
import { sourceFromBytes } from './blob-source.ts';
import { readCorpus } from './read-files.ts';

const ALL: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };

function readFolder(folder: string) {
  const files = readdirSync(folder).map((name) => {
    return sourceFromBytes(name, new Uint8Array(readFileSync(join(folder, name))));
  });
  return readCorpus('shared', files);
}

describeWithShared('XQuAD-R as published', ['data', 'eval', 'xquad-r'], (folder) => {
  it('has 13,014 candidates, 13,090 queries and 240 rows, with nothing left out', async () => {
    const { corpus, report } = await readFolder(folder);
    if (corpus === null) throw new Error('nothing was read');
    expect([...report.skipped, ...report.files.flatMap(({ skipped }) => skipped)]).toEqual([]);
    const summary = summarise(corpus);
    expect(summary).toMatchObject({ passages: 13_014, queries: 13_090, rows: 240 });
    expect(Object.fromEntries(summary.languages.map(({ lang, passages }) => [lang, passages]))).toEqual({
      ar: 1222,
      de: 1276,
      el: 1234,
      en: 1180,
      es: 1215,
      hi: 1244,
      ru: 1219,
      th: 852,
      tr: 1167,
      vi: 1209,
      zh: 1196,
    });
    expect(new Set(summary.languages.map(({ queries }) => queries))).toEqual(new Set([1190]));
  });

  it('has one relevant sentence in each language for each question', async () => {
    const { corpus } = await readFolder(folder);
    if (corpus === null) throw new Error('nothing was read');
    const shard = selectShard(corpus, ALL);
    for (const { relevantRows } of shard.queries) {
      expect(new Set(relevantRows.map((row) => shard.passages[row]?.lang)).size).toBe(11);
      expect(relevantRows).toHaveLength(11);
    }
  });

  it('keeps rows whole and parallel when it is cut', async () => {
    const { corpus } = await readFolder(folder);
    if (corpus === null) throw new Error('nothing was read');
    const shard = selectShard(corpus, { ...ALL, rows: { mode: 'random', n: 20, seed: 7 } });
    const { rows, languages } = summarise(shard);
    expect(rows).toBe(20);
    expect(new Set(languages.map(({ queries }) => queries)).size).toBe(1);
    for (const { relevantRows } of shard.queries) expect(relevantRows).toHaveLength(11);
  });
});

describeWithShared('AmQA as published', ['data', 'eval', 'amqa'], (folder) => {
  it('is Amharic by its script; both files keep their own 343 paragraphs and 2,323 questions', async () => {
    const { corpus, report } = await readFolder(folder);
    if (corpus === null) throw new Error('nothing was read');
    expect(summarise(corpus)).toMatchObject({
      passages: 343,
      languages: [{ lang: 'am', passages: 343, queries: 2323 }],
    });
    expect(report.files[0]?.notes[0]).toContain('guessed Amharic from the Ethiopic script');
  });
});

describeWithShared('MKQA as published', ['data', 'eval', 'mkqa'], (folder) => {
  it('has 1,758 questions in each of 12 languages, each with its 11 translations', async () => {
    const { corpus, report } = await readFolder(folder);
    if (corpus === null) throw new Error('nothing was read');
    expect([...report.skipped, ...report.files.flatMap(({ skipped }) => skipped)]).toEqual([]);
    expect(summarise(corpus)).toMatchObject({ passages: 12 * 1758, queries: 12 * 1758, rows: 1758 });
    const shard = selectShard(corpus, { ...ALL, rows: { mode: 'first', n: 20 } });
    for (const { id, relevantRows } of shard.queries) {
      expect(relevantRows).toHaveLength(11);
      expect(relevantRows.map((row) => shard.passages[row]?.id)).not.toContain(id);
    }
  });
});
