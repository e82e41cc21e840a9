import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../cli/corpus-paths.ts';
import { findEncoder, openFromFolder, readManifest } from '../../cli/model-folder.ts';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { readCorpus } from '../corpus/read-files.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { createDenseArm } from './dense-arm.ts';

const encoder = await openFromFolder(findEncoder(await readManifest(), 'bag-hybrid'), 1);
const { corpus } = await readCorpus('demo', await corpusFiles('demo'), {});
const shard = selectShard(corpus!, {
  queryLanguages: ['en', 'de'],
  passageLanguages: ['en', 'de', 'es'],
  rows: { mode: 'all' },
});

/** Several windows of passages, so that a cancel falls between two of them. */
const large = selectShard(corpus!, { queryLanguages: ['en'], passageLanguages: [], rows: { mode: 'all' } });

const fusion = (alpha: number) => ({
  mode: 'sum' as const,
  alpha,
  perLanguage: 4,
  normalise: false,
  languages: ['en', 'de', 'es'],
});
const meanOf = ({ figures }: Report): number | null =>
  figures.find(({ setting, queryLanguage }) => setting === 'multi' && queryLanguage === 'mean')!.value;

describe('createDenseArm', () => {
  it('gives the same figures whether fusions are evaluated one by one or all at once', async () => {
    const ask = (arm: ReturnType<typeof createDenseArm>, alpha: number): Promise<Report> =>
      arm.evaluate({ measures: ['mAP'], k: 10, fusion: fusion(alpha) }, {});
    const alphas = [0.01, 0.05, 0.1, 0.5];
    const first = createDenseArm(encoder);
    await first.index(shard, 'a', {});
    const oneByOne: (number | null)[] = [];
    for (const alpha of alphas) oneByOne.push(meanOf(await ask(first, alpha)));
    const second = createDenseArm(encoder);
    await second.index(shard, 'a', {});
    const atOnce = await Promise.all(alphas.map((alpha) => ask(second, alpha)));
    expect(atOnce.map(meanOf)).toEqual(oneByOne);
    expect(new Set(oneByOne).size).toBeGreaterThan(1);
  });

  it('keeps what is done when cancelled, and loses nothing when it goes on at once', async () => {
    // The real encoder behind a short wait, as on a device that works beside the thread.
    const slow: Encoder = {
      ...encoder,
      async encode(texts, side) {
        const vectors = await encoder.encode(texts, side);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return vectors;
      },
    };
    const arm = createDenseArm(slow);
    const controller = new AbortController();
    const cancelled = arm.index(large, 'a', { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 30));
    controller.abort();
    const goneOn = arm.index(large, 'a', {});
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    expect(await goneOn).toMatchObject({ passages: large.passages.length, queries: large.queries.length });
    const { pending, hits } = await arm.search({
      text: large.queries[0]!.text,
      queryId: null,
      k: 5,
      passageLanguages: [],
      fusion: null,
    });
    expect(pending).toBe(0);
    expect(hits).toHaveLength(5);
  });

  it('answers a search over what is indexed so far, and refuses figures', async () => {
    const arm = createDenseArm(encoder);
    const controller = new AbortController();
    const stopped = arm.index(large, 'a', {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    const { pending, searched } = await arm.search({
      text: 'coffee',
      queryId: null,
      k: 5,
      passageLanguages: [],
      fusion: null,
    });
    expect(searched + pending).toBe(large.passages.length);
    await expect(arm.evaluate({ measures: ['mAP'], k: 10, fusion: null }, {})).rejects.toMatchObject({
      code: 'not-ready',
    });
  });
});
