import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelReport } from '../protocol/library.ts';
import { readFolder, zooFolder } from '../testing/folder-files.ts';
import { startHubServer } from '../testing/hub-server.ts';
import type { HubServer } from '../testing/hub-server.ts';
import { zooGolden } from '../testing/zoo.ts';
import { parseModelAddress } from './model-address.ts';

const BIN = fileURLToPath(new URL('../../bin/crosslens.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crosslens-models-'));
const golden = zooGolden('bert-mean');
const texts = join(folder, 'texts.jsonl');

let hub: HubServer;
beforeAll(async () => {
  hub = await startHubServer();
  hub.addRepo('models', 'zoo/bert', readFolder(zooFolder('bert-mean')), {
    licence: 'mit',
    revisions: ['main', 'v1'],
  });
  hub.addRepo('models', 'zoo/passages', readFolder(zooFolder('pair/passage')));
  hub.addRepo('models', 'zoo/queries', readFolder(zooFolder('pair/query')));
  for (const [path, content] of Object.entries(readFolder(zooFolder('bert-mean'))))
    hub.addFile(`${hub.origin}/mirror/of/bert/${path}`, content);
  writeFileSync(texts, golden.texts.query.map((text) => `${JSON.stringify({ text })}\n`).join(''));
});
afterAll(() => hub.close());

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of its own, with a cache and a Hub of the test's. */
function crosslens(cache: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, CROSSLENS_CACHE: cache, HF_ENDPOINT: hub.origin };
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { maxBuffer: 2 ** 26, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
const newCache = (): string => mkdtempSync(join(tmpdir(), 'crosslens-cache-'));

async function embed(cache: string, model: string, ...flags: readonly string[]): Promise<Float32Array> {
  const out = join(cache, 'out.npy');
  const run = await crosslens(
    cache,
    'embed',
    '--model',
    model,
    '--as',
    'query',
    '--in',
    texts,
    '--out',
    out,
    ...flags,
  );
  expect(run.code, run.stderr).toBe(0);
  const bytes = readFileSync(out);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + 128, bytes.byteOffset + bytes.length));
}
function expectVectors(found: Float32Array, vectors: readonly (readonly number[])[]): void {
  const expected = vectors.flat();
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4);
  });
}

describe('--model', () => {
  it('takes a folder, which is read where it is', async () => {
    const cache = newCache();
    expectVectors(await embed(cache, zooFolder('bert-mean'), '--dtype', 'fp32'), golden.vectors.query);
    expect((await crosslens(cache, 'models')).stdout).not.toContain('own:');
  });

  it('takes a repository of the Hub, keeps it, and needs no network again', async () => {
    const cache = newCache();
    expectVectors(await embed(cache, 'hub:zoo/bert@v1', '--dtype', 'fp32'), golden.vectors.query);
    const id = /own:[0-9a-f]{16}/.exec((await crosslens(cache, 'models')).stdout)![0];
    hub.fault(/./, { kind: 'status', status: 503 }, Infinity);
    expectVectors(await embed(cache, 'hub:zoo/bert@v1'), golden.vectors.query);
    hub.forget();
    expectVectors(await embed(cache, id), golden.vectors.query);
    expect(hub.requests).toEqual([]);
    hub.clearFaults();
  });

  it('takes an address, and a pair', async () => {
    const cache = newCache();
    expectVectors(
      await embed(cache, `${hub.origin}/mirror/of/bert`, '--dtype', 'fp32'),
      golden.vectors.query,
    );
    const pair = await embed(cache, 'hub:zoo/passages', '--query-model', 'hub:zoo/queries');
    expect(pair).toHaveLength(golden.texts.query.length * 32);
  });

  it('takes settings in place of the model’s own', async () => {
    const cache = newCache();
    const cut = await embed(
      cache,
      zooFolder('bert-mean'),
      '--dtype',
      'fp32',
      '--dimensions',
      '8',
      '--no-normalise',
    );
    expect(cut).toHaveLength(golden.texts.query.length * 8);
    const plain = await embed(
      cache,
      zooFolder('bert-mean'),
      '--dtype',
      'fp32',
      '--query-prefix',
      '',
      '--pooling',
      'cls',
    );
    expect(Math.abs(plain[0]! - golden.vectors.query[0]![0]!)).toBeGreaterThan(1e-4);
  });

  it('evaluates, and is told apart from the encoders that ship', async () => {
    const { code, stdout, stderr } = await crosslens(
      newCache(),
      ...['eval', '--model', 'hub:zoo/bert', '--model', 'bm25', '--corpus', 'demo', '--languages', 'am'],
      ...['--setting', 'mono', '--measures', 'mAP', '--json'],
    );
    expect(code, stderr).toBe(0);
    expect(new Set((JSON.parse(stdout) as { encoder: string }[]).map(({ encoder }) => encoder))).toEqual(
      new Set(['hub:zoo/bert', 'bm25']),
    );
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a repository that there is none of', ['hub:no/such'], /no public repository no\/such/],
    ['a number format that it lacks', ['hub:zoo/bert', '--dtype', 'q3'], /It has fp32 \(onnx\/model.onnx\)/],
    [
      'a pooling that there is none of',
      ['hub:zoo/bert', '--pooling', 'max'],
      /--pooling is mean, cls, last, output/,
    ],
    ['more dimensions than it has', ['hub:zoo/bert', '--dimensions', '64'], /32/],
    [
      'settings of an encoder that ships',
      ['bag-hybrid', '--pooling', 'cls'],
      /--pooling is for models of your own/,
    ],
    ['a model that is not kept', ['own:0000000000000000'], /No model own:0{16} is kept/],
    ['a folder without a model', [`${folder}/`], /holds no model/],
    ['an address without a model', ['https://'], /names no model/],
  ])('says what is wrong with %s', async (_, [model = '', ...flags], expected) => {
    const { code, stdout, stderr } = await crosslens(
      newCache(),
      ...[
        'embed',
        '--model',
        model,
        ...flags,
        '--as',
        'query',
        '--in',
        texts,
        '--out',
        join(folder, 'x.npy'),
      ],
    );
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });
});

describe('crosslens models look', () => {
  it('says how a model would be run, and where that stands, without fetching it', async () => {
    hub.forget();
    const { code, stdout, stderr } = await crosslens(newCache(), 'models', 'look', 'hub:zoo/bert');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('licence\tmit\n');
    expect(stdout).toMatch(/^setting\tpooling\t"mean"\t1_Pooling\/config\.json/m);
    expect(stdout).toMatch(/^graph\tq8\t0\.1 MB\tonnx\/model_quantized\.onnx$/m);
    expect(hub.requests.some(({ path }) => path.endsWith('.onnx') || path.includes('/storage/'))).toBe(false);
    const json = await crosslens(newCache(), 'models', 'look', 'hub:zoo/bert', '--json');
    expect((JSON.parse(json.stdout) as ModelReport).settings.prefixes.value).toEqual({
      query: 'query: ',
      passage: 'passage: ',
    });
  });
});

describe('parseModelAddress', () => {
  const host = 'https://huggingface.co';
  it.each([
    ['hub:a/b', { kind: 'hub', host, repo: 'a/b', revision: 'main' }],
    ['hub:a/b@refs/pr/1', { kind: 'hub', host, repo: 'a/b', revision: 'refs/pr/1' }],
    ['https://huggingface.co/a/b', { kind: 'hub', host, repo: 'a/b', revision: 'main' }],
    ['https://huggingface.co/a/b/tree/v1', { kind: 'hub', host, repo: 'a/b', revision: 'v1' }],
    ['https://example.org/models/a/', { kind: 'url', url: 'https://example.org/models/a' }],
    ['./a', { kind: 'folder', name: './a' }],
  ])('reads %s', (name, place) => {
    expect(parseModelAddress(name, host)).toEqual(place);
  });
  it.each(['hub:', 'hub:a/b@', 'hub:a/b/c', 'hub:a b', 'hub:a/b@x@y'])('refuses %s', (name) => {
    expect(() => parseModelAddress(name, host)).toThrow('names no model');
  });
});
