import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../cli/corpus-paths.ts';
import { findEncoder, openFromFolder, readManifest } from '../../cli/model-folder.ts';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import { judgingQueries, splitShard } from '../../domain/lab/split.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { SearchOutput } from '../../protocol/arm.ts';
import { readCorpus } from '../corpus/read-files.ts';
import type { DenseArm, Frozen } from './dense-arm.ts';
import { createDenseArm } from './dense-arm.ts';
import { AS_IT_IS } from './lab-parts.ts';
import type { Adapt } from './shard-encoder.ts';

const encoder = await openFromFolder(findEncoder(await readManifest(), 'bag-hybrid'), 1);
const { corpus } = await readCorpus('demo', await corpusFiles('demo'), {});
const shard = selectShard(corpus!, {
  queryLanguages: ['en', 'de'],
  passageLanguages: ['en', 'de'],
  rows: { mode: 'all' },
});

/** Keeps the first half of the dimensions of German texts: a change that depends on the language. */
const halve: Adapt = (vectors, _, languages) =>
  vectors.map((value, at) =>
    languages[Math.floor(at / encoder.dimensions)] === 'de' && at % encoder.dimensions > 190 ? 0 : value,
  );

const evaluate = (arm: DenseArm, trainedOn: readonly string[] = []): Promise<Report> =>
  arm.evaluate({ measures: ['mAP'], k: 10, fusion: null, trainedOn }, {});
const search = (arm: DenseArm, text: string, queryId: string | null = null): Promise<SearchOutput> =>
  arm.search({ text, queryId, k: 3, passageLanguages: [], fusion: null });

async function frozenOf(arm: DenseArm): Promise<Frozen> {
  const { passages, queries, generated } = arm.frozen();
  const floats = async (blob: Blob): Promise<Float32Array> => new Float32Array(await blob.arrayBuffer());
  return {
    passages: await floats(passages),
    queries: await floats(queries),
    generated: await floats(generated),
  };
}

const plain = createDenseArm(encoder);
await plain.index(shard, 'a', {});

describe('createDenseArm with parts of the Lab', () => {
  it('gives the same figures from frozen vectors as from texts', async () => {
    const fromTexts = createDenseArm(encoder, { ...AS_IT_IS, adapt: halve });
    await fromTexts.index(shard, 'a', {});
    const fromFrozen = createDenseArm(encoder, { ...AS_IT_IS, adapt: halve });
    await fromFrozen.index(shard, 'a', {}, await frozenOf(plain));
    expect(await evaluate(fromFrozen)).toEqual(await evaluate(fromTexts));
    expect(await evaluate(fromFrozen)).not.toEqual(await evaluate(plain));
  });

  it('adapts what is typed by the language that it looks like', async () => {
    const arm = createDenseArm(encoder, { ...AS_IT_IS, adapt: halve });
    await arm.index(shard, 'a', {}, await frozenOf(plain));
    const german = shard.queries.find(({ lang }) => lang === 'de')!;
    const typed = await search(arm, german.text);
    const known = await search(arm, german.text, german.id);
    expect(typed.hits.map(({ score }) => score)).toEqual(known.hits.map(({ score }) => score));
    expect(typed.hits[0]!.score).not.toBeCloseTo((await search(plain, german.text)).hits[0]!.score, 4);
  });

  it('encodes queries in the form that they are given, and leaves passages alone', async () => {
    const arm = createDenseArm(encoder, { ...AS_IT_IS, form: { kind: 'tag', language: 'de' } });
    await arm.index(shard, 'a', {}, await frozenOf(plain));
    const tagged = await search(arm, 'coffee');
    const byHand = await search(plain, 'coffee [de]');
    expect(tagged.hits.map(({ passage, score }) => [passage.id, score])).toEqual(
      byHand.hits.map(({ passage, score }) => [passage.id, score]),
    );
    expect((await evaluate(arm)).figures).not.toEqual((await evaluate(plain)).figures);
  });

  it('judges nobody by questions about what was trained on', async () => {
    const { trainingKeys } = splitShard(shard, { seed: 3, heldOut: 0.5 });
    const judging = judgingQueries(shard, trainingKeys).reduce((sum, flag) => sum + flag, 0);
    expect(judging).toBeGreaterThan(0);
    expect(judging).toBeLessThan(shard.queries.length);
    expect((await evaluate(plain, trainingKeys)).queries).toBe(judging);
    const { queryIds } = await plain.values(
      {
        measure: 'mAP',
        setting: 'multi',
        queryLanguage: null,
        passageLanguage: null,
        fusion: null,
        trainedOn: trainingKeys,
      },
      {},
    );
    const kept = shard.queries.filter((_, row) => judgingQueries(shard, trainingKeys)[row] === 1);
    expect(queryIds).toEqual(kept.map(({ id }) => id));
  });

  it('ranks by changed scores everywhere', async () => {
    const favourite = 7;
    const raise = (scores: Float32Array): void => {
      scores[favourite] = 2;
    };
    const arm = createDenseArm(encoder, {
      ...AS_IT_IS,
      rescorer: {
        work: () => 0,
        index: () => Promise.resolve(),
        rescore: (_, scores) => {
          raise(scores);
        },
        rescoreText: (_, __, scores) => {
          raise(scores);
          return Promise.resolve();
        },
        dispose: () => undefined,
      },
    });
    await arm.index(shard, 'a', {}, await frozenOf(plain));
    const id = shard.passages[favourite]!.id;
    expect((await search(arm, 'coffee')).hits[0]!.passage.id).toBe(id);
    const { run } = await arm.exportRun({ depth: 1, tag: 'x', fusion: null }, {});
    const firsts = (await run.text())
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[2]);
    expect(new Set(firsts)).toEqual(new Set([id]));
  });
});
