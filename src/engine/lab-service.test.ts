import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ModelFilesAt } from '../protocol/arm.ts';
import { findEncoder, readManifest } from '../cli/model-folder.ts';
import type { HybridRecipe, TransportRecipe } from '../domain/lab/recipe.ts';
import type { TokenVectors } from '../protocol/arm.ts';
import type {
  AssembleInput,
  AssembleOutput,
  LabContract,
  LabOpenInput,
  TrainInput,
} from '../protocol/lab.ts';
import type { CallContext } from '../protocol/service.ts';
import { demoLabInput } from '../testing/demo-lab.ts';
import { openLabArm } from './lab/arm-file.ts';
import { createLabService } from './lab-service.ts';

const input = await demoLabInput(['en', 'de']);
const encoder = findEncoder(await readManifest(), 'bag-hybrid');
const service = createLabService();
const context = (signal = new AbortController().signal): CallContext<unknown> => ({
  signal,
  onProgress: () => undefined,
});
const opening: LabOpenInput = {
  shard: new Blob([JSON.stringify(input.shard)]),
  shardHash: 'demo',
  frozen: {
    dimensions: input.dimensions,
    passages: new Blob([Float32Array.from(input.passages)]),
    queries: new Blob([Float32Array.from(input.queries)]),
    generated: new Blob([]),
  },
  encoder: { id: encoder.id, revision: encoder.revision },
  base: null,
  split: { seed: 1, heldOut: 0.5 },
};
const recipe: HybridRecipe = {
  ...{ kind: 'hybrid', alpha: 0.5, languages: [] },
  training: {
    ...{ shape: { kind: 'low-rank', rank: 8 }, epochs: 2, batchSize: 20, learningRate: 1e-3 },
    ...{ weightDecay: 0.01, temperature: 0.05 },
  },
};
const training: TrainInput = {
  ...{ recipe, seeds: [1], goOn: false, tokens: null, fusion: null, name: 'from a worker' },
};
const opened = await service.open(opening, context());

/** Puts an arm together on the encoder, or on an arm of the Lab. */
const assemble = (input: AssembleInput, arm: Blob | null = null): Promise<AssembleOutput> =>
  service.assemble(
    {
      on: {
        shard: opening.shard,
        encoder: opening.encoder,
        dimensions: encoder.dimensions,
        arm,
      },
      input,
    },
    context(),
  );

describe('createLabService', () => {
  it('says that nothing is on the bench', async () => {
    const empty = createLabService();
    await expect(empty.train(training, context())).rejects.toMatchObject({ code: 'not-ready' });
  });

  it('trains an arm whose file says what it is and can be opened on the bench again', async () => {
    const { arm, report } = await service.train(training, context());
    expect(arm.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(arm.summary).toMatchObject({ name: 'from a worker', stepKinds: ['low-rank', 'unit-length'] });
    expect(await service.inspect(arm.file, context())).toMatchObject({
      hash: arm.hash,
      summary: arm.summary,
    });
    const twin = JSON.parse(await (await service.describe(arm.file, context())).text()) as { arm: unknown };
    expect(twin.arm).toMatchObject({ training: [{ recipe }] });
    expect(report.queries).toBe(opened.heldOut.queries);

    const upon = createLabService();
    const { before } = await upon.open({ ...opening, base: arm.file }, context());
    // The vectors that come with it are taken as they are: adapting them is the arm's part.
    expect(before).toEqual(opened.before);
    const second = await upon.train(training, context());
    expect(second.arm.summary.training).toHaveLength(2);
  });

  it('does one job after the other, and answers other calls meanwhile', async () => {
    const ended: string[] = [];
    const note = (name: string) => () => {
      ended.push(name);
    };
    const controller = new AbortController();
    const jobs = [
      service.train(training, context()).then(note('first')),
      service.train({ ...training, seeds: [2] }, context()).then(note('second')),
      service.train({ ...training, seeds: [3] }, context(controller.signal)).catch(note('cancelled')),
      assemble({ kind: 'tag', name: 'tagged', language: 'own' }).then(note('assembled')),
    ];
    controller.abort();
    await Promise.all(jobs);
    expect(ended[0]).toBe('assembled');
    expect(ended.indexOf('first')).toBeLessThan(ended.indexOf('second'));
    expect(ended).toHaveLength(4);
  });
});

describe('arms without training', () => {
  it('keeps what the arm does to vectors, and says what its queries become', async () => {
    const { arm } = await service.train(training, context());
    const tagged = await assemble({ kind: 'tag', name: 'tagged', language: 'de' }, arm.file);
    const { arm: made, adapter } = await openLabArm(tagged.arm.file);
    expect(made.query).toEqual({ kind: 'tag', language: 'de' });
    expect(adapter.steps).toHaveLength(2);
    expect(made.training).toHaveLength(1);
    expect(tagged.queries).toBe(input.shard.queries.length);

    const again = await assemble({ kind: 'tag', name: 'tagged', language: 'own' }, tagged.arm.file);
    expect(again.notes).toEqual([expect.stringContaining('takes its place')]);
  });

  it('reads expansions and rankings, and says what it left out', async () => {
    const { id } = input.shard.queries[0]!;
    const rows = [`{"query":${JSON.stringify(id)},"texts":["A river."]}`, '{"query":"none","texts":["x"]}'];
    const expanded = await assemble({
      ...{ kind: 'expand', name: 'expanded', mode: 'mean', strip: true },
      ...{ file: new Blob([rows.join('\n')]), fileName: 'texts.jsonl' },
    });
    expect(expanded.queries).toBe(1);
    expect(expanded.notes.join('\n')).toContain('none');
    const ranking = JSON.stringify({ query: id, ranking: [input.shard.passages[3]!.id] });
    const ordered = await assemble({
      ...{ kind: 'permutation', name: 'ordered', file: new Blob([ranking]), fileName: 'order.jsonl' },
    });
    expect(ordered.arm.summary.scoring).toEqual({ kind: 'permutation', queries: 1 });
    const views = await assemble({
      ...{ kind: 'views', name: 'views', dense: 1, lexical: 0.3, late: 0, depth: 100 },
    });
    expect(views.arm.summary.scoring).toMatchObject({ kind: 'views' });
  });
});

describe('the plan of two texts', () => {
  it('moves each token to its like', async () => {
    const tokens = (vectors: readonly number[]): LabContract['plan']['input']['student'] => ({
      dimensions: 2,
      tokens: [['a', 'b']],
      vectors: new Blob([Float32Array.from(vectors)]),
    });
    const { plan, cost } = await service.plan(
      { student: tokens([1, 0, 0, 1]), teacher: tokens([0, 2, 2, 0]), epsilon: 0.01, iterations: 100 },
      context(),
    );
    expect([...plan].map((share) => Math.round(share * 1000) / 1000)).toEqual([0, 0.5, 0.5, 0]);
    expect(cost).toBeCloseTo(0, 5);
  });
});

describe('transport', () => {
  it('trains on token vectors of the texts that it asks for', async () => {
    const transport: TransportRecipe = {
      ...{ kind: 'transport', teacher: 'en', epsilon: 0.1, iterations: 20, pairs: 10 },
      training: recipe.training,
    };
    const texts = await service.transportTexts({ recipe: transport, seed: 1 }, context());
    expect(texts.student).toHaveLength(10);
    const { dimensions } = input;
    // One token to each text: its frozen vector.
    const tokens = (side: readonly string[]): TokenVectors => {
      const rows = side.map((text) => input.shard.queries.findIndex((query) => query.text === text));
      const vectors = rows.map((row) => input.queries.slice(row * dimensions, (row + 1) * dimensions));
      return { dimensions, tokens: side.map((text) => [text]), vectors: new Blob(vectors) };
    };
    const { arm, history } = await service.train(
      {
        ...training,
        recipe: transport,
        tokens: { student: tokens(texts.student), teacher: tokens(texts.teacher) },
      },
      context(),
    );
    expect(arm.summary.training).toMatchObject([{ recipe: { kind: 'transport' }, examples: 10 }]);
    expect(history.losses.length).toBeGreaterThan(0);
    await expect(
      service.transportTexts({ recipe: { ...transport, teacher: 'km' }, seed: 1 }, context()),
    ).rejects.toMatchObject({ code: 'not-possible' });
  });
});

describe('folding', () => {
  const folder = fileURLToPath(new URL('../../models/bag-hybrid/', import.meta.url));
  const server = createServer((request, response) => {
    void readFile(`${folder}${request.url ?? ''}`).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0);
  afterAll(() => {
    server.close();
  });
  const files = (): ModelFilesAt => ({
    kind: 'url',
    baseUrl: `http://localhost:${String((server.address() as AddressInfo).port)}`,
  });

  it('writes the adapter into the encoder’s file, whose bytes are checked', async () => {
    const { arm } = await service.train(training, context());
    const { model, notes } = await service.fold({ file: arm.file, encoder, files: files() }, context());
    expect(Buffer.from(await model.arrayBuffer()).includes('sentence_embedding')).toBe(true);
    expect(notes.length).toBeGreaterThan(0);
    const spoilt = {
      ...encoder,
      files: encoder.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })),
    };
    await expect(
      service.fold({ file: arm.file, encoder: spoilt, files: files() }, context()),
    ).rejects.toMatchObject({ code: 'hash-mismatch' });
    const other = { ...encoder, id: 'bag-mono' };
    await expect(
      service.fold({ file: arm.file, encoder: other, files: files() }, context()),
    ).rejects.toMatchObject({ code: 'not-possible' });
  });

  it('refuses encoders that one graph with one pooling does not hold', async () => {
    const { arm } = await service.train(training, context());
    const query = { model: 'query/model.onnx', tokenizer: 'query/tokenizer.json' };
    for (const change of [
      { pooling: 'last' as const },
      { pooling: 'output' as const },
      { dense: ['2_Dense'] },
      { query },
      { fullDimensions: 768 },
    ]) {
      await expect(
        service.fold({ file: arm.file, encoder: { ...encoder, ...change }, files: files() }, context()),
      ).rejects.toMatchObject({ code: 'not-possible' });
    }
  });
});
