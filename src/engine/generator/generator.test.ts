import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeRuntime } from '../ort/node.ts';
import { openGenerator } from './generator.ts';
import type { GeneratedItem, GenerateProgress, Generator, RunOptions } from './generator.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from './model-files.ts';

const FOLDER = new URL('./fixtures/t5-tiny/', import.meta.url);
const opened: Generator[] = [];

async function open(...graphs: string[]): Promise<Generator> {
  const files = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];
  const paths = chooseGeneratorFiles([...files, ...graphs.map((graph) => `onnx/${graph}.onnx`)], 'tiny');
  const read = await readGeneratorFiles(paths, 'tiny', (path) => readFile(new URL(path, FOLDER)));
  const generator = await openGenerator(read, nodeRuntime, { threads: 1 });
  opened.push(generator);
  return generator;
}
const merged = await open('encoder_model', 'decoder_model_merged');
afterAll(async () => {
  for (const generator of opened) await generator.dispose();
});

const PASSAGES = [
  { id: 'a', title: 'Gondar', text: 'The castle stands in the north of the country.' },
  { id: 'b', text: 'A river.' },
  { id: 'c', text: 'It was built in the 12th century, and nobody knows by whom it was named. '.repeat(3) },
  { id: 'd', title: 'አንኮር', text: 'ប្រាសាទ' },
];
const OPTIONS: RunOptions = {
  languages: ['am', 'km', 'en'],
  perLanguage: 4,
  topK: 10,
  temperature: 1,
  maxNewTokens: 12,
  seed: 3,
  batchSize: 16,
};

async function all(change: Partial<RunOptions> = {}, passages = PASSAGES, generator = merged) {
  const items: GeneratedItem[] = [];
  for await (const batch of generator.generate(passages, { ...OPTIONS, ...change })) items.push(...batch);
  return items.sort((x, y) => (x.passage + x.language < y.passage + y.language ? -1 : 1));
}
const reference = await all();

describe('generate', () => {
  it('writes for every passage in every language, and accounts for every sequence', () => {
    expect(reference.map(({ passage, language }) => passage + language)).toEqual(
      PASSAGES.flatMap(({ id }) => ['am', 'en', 'km'].map((language) => id + language)),
    );
    for (const { queries, empty, duplicates } of reference) {
      expect(queries.length + empty + duplicates).toBe(4);
      expect(new Set(queries).size).toBe(queries.length);
    }
    expect(new Set(reference.flatMap(({ queries }) => queries)).size).toBeGreaterThan(40);
  });

  it.each([1, 3, 4, 9, 100])('writes the same in batches of %i', async (batchSize) => {
    expect(await all({ batchSize })).toEqual(reference);
  });

  it('writes the same whatever else is written', async () => {
    const alone = await all({ languages: ['km'] }, PASSAGES.slice(2, 3));
    expect(alone).toEqual(reference.filter(({ passage, language }) => passage === 'c' && language === 'km'));
    expect(await all({}, PASSAGES.toReversed())).toEqual(reference);
  });

  it('writes the first of many queries as it writes the first of few', async () => {
    const few = await all({ perLanguage: 1 });
    few.forEach(({ queries }, i) => {
      expect(queries).toEqual(reference[i]!.queries.slice(0, queries.length));
    });
  });

  it.each([
    ['split', ['encoder_model', 'decoder_model', 'decoder_with_past_model']],
    ['plain', ['encoder_model', 'decoder_model']],
  ])('writes the same with the decoder in layout %s', async (_, graphs) => {
    expect(await all({}, PASSAGES, await open(...graphs))).toEqual(reference);
  });

  it('writes something else with another seed, and one and the same thing with k = 1', async () => {
    expect(await all({ seed: 4 })).not.toEqual(reference);
    for (const { queries, empty, duplicates } of await all({ topK: 1, languages: ['am'] })) {
      expect([queries.length, empty + duplicates]).toEqual([1, 3]);
    }
  });

  it('goes on where an earlier run stopped', async () => {
    const generator = merged.generate(PASSAGES, { ...OPTIONS, batchSize: 8 });
    const next = await generator.next();
    await generator.return(undefined);
    const first = next.done === true ? [] : next.value;
    const done = new Set(first.map(({ passage, language }) => `${passage} ${language}`));
    expect(done.size).toBe(2);
    const rest = await all({ isDone: (passage, language) => done.has(`${passage} ${language}`) });
    expect(rest).toHaveLength(10);
    expect([...first, ...rest]).toEqual(expect.arrayContaining(reference));
  });

  it('stops between two steps when it is cancelled, and can be asked again', async () => {
    const controller = new AbortController();
    let steps = 0;
    const items: GeneratedItem[] = [];
    const run = async () => {
      const options: RunOptions = {
        ...OPTIONS,
        batchSize: 4,
        signal: controller.signal,
        onProgress: ({ done, tokens }) => {
          if (done >= 1 && tokens > 0 && (steps += 1) === 3) controller.abort();
        },
      };
      for await (const batch of merged.generate(PASSAGES, options)) items.push(...batch);
    };
    await expect(run()).rejects.toMatchObject({ code: 'aborted' });
    expect(items).toHaveLength(1);
    expect(reference).toEqual(expect.arrayContaining(items));
    expect(await all()).toEqual(reference);
  });

  it('lets messages through while it works', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await all({ batchSize: 4 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('reports what is done, from nothing to all', async () => {
    const reports: GenerateProgress[] = [];
    await all({ batchSize: 8, onProgress: (progress) => reports.push(progress) });
    expect(reports[0]).toEqual({ done: 0, total: 12, tokens: 0 });
    expect(reports.at(-1)).toMatchObject({ done: 12, total: 12 });
    expect(reports.map(({ tokens }) => tokens)).toEqual(
      reports.map(({ tokens }) => tokens).toSorted((a, b) => a - b),
    );
  });

  it('runs two jobs side by side', async () => {
    expect(await Promise.all([all({ batchSize: 4 }), all({ batchSize: 8 })])).toEqual([reference, reference]);
  });

  it('refuses options that mean nothing', async () => {
    await expect(all({ topK: 0 })).rejects.toThrow(/topK is 0/);
    await expect(all({ perLanguage: 1.5 })).rejects.toThrow(/perLanguage is 1\.5/);
    await expect(all({ temperature: 0 })).rejects.toThrow(/temperature is 0/);
  });
});
