import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../src/engine/encoder/encoder.ts';
import { folderReader, readManifest } from '../../src/cli/model-folder.ts';
import { openEncoder } from '../../src/engine/encoder/encoder.ts';
import { nodeRuntime } from '../../src/engine/ort/node.ts';
import { openFolder } from '../../src/testing/open-folder.ts';
import { installTransformers } from '../bench/transformers-js/install.ts';

/**
 * transformers.js gives the vectors that the app gives, for every transformer that ships and for a random one. It runs
 * on the app's build of ONNX Runtime, so that what differs is the reading of the folder: tokenizer, inputs, pooling.
 */

const ROOT = new URL('../../', import.meta.url);
const PACKAGE = new URL(
  'e2e/bench/transformers-js/node_modules/@huggingface/transformers/dist/transformers.node.mjs',
  ROOT,
);
/** Which dtype of transformers.js takes which file. */
const DTYPES = { 'onnx/model_quantized.onnx': 'q8', 'onnx/model_q4.onnx': 'q4' } as const;
type GraphPath = keyof typeof DTYPES;

interface Case {
  readonly name: string;
  readonly folder: URL;
  readonly graph: GraphPath;
  readonly open: () => Promise<Encoder>;
}

const fixture = new URL('src/engine/encoder/fixtures/small-bert/', ROOT);
const cases: Case[] = (Object.keys(DTYPES) as GraphPath[]).map((graph) => ({
  name: `small-bert, ${graph}`,
  folder: fixture,
  graph,
  open: async () => (await openFolder(fixture, graph)).encoder,
}));
for (const entry of (await readManifest()).encoders) {
  const folder = new URL(`models/${entry.id}/`, ROOT);
  if (!isBert(folder)) continue;
  if (!(entry.model in DTYPES))
    throw new Error(`${entry.id}: transformers.js has no dtype for ${entry.model}.`);
  cases.push({
    name: entry.id,
    folder,
    graph: entry.model as GraphPath,
    open: () => openEncoder(entry, nodeRuntime, folderReader(entry.id), { threads: 1 }),
  });
}

type Extract = (
  texts: readonly string[],
  options: { readonly pooling: 'mean'; readonly normalize: boolean },
) => Promise<{ readonly data: Float32Array }>;
interface Library {
  readonly env: Record<'allowRemoteModels' | 'useFSCache' | 'useBrowserCache', boolean> & {
    localModelPath: string;
  };
  readonly pipeline: (task: string, model: string, options: object) => Promise<Extract>;
}

const golden = JSON.parse(
  readFileSync(new URL('training/golden/tokenizer-ids.json', ROOT), 'utf8'),
) as readonly {
  readonly text: string | { readonly repeat: readonly [string, number] };
}[];
const texts = golden.map(({ text }) =>
  typeof text === 'string' ? text : text.repeat[0].repeat(text.repeat[1]),
);

const { ort } = nodeRuntime;
let library: Library;
const problem = installTransformers();
if (problem !== null) console.warn(`Not compared with transformers.js: ${problem}`);

describe.skipIf(problem !== null)('transformers.js', () => {
  beforeAll(async () => {
    ort.env.wasm.numThreads = 1;
    // It takes the runtime that it finds here; its own for Node is left out of the installation.
    Reflect.set(globalThis, Symbol.for('onnxruntime'), ort);
    library = (await import(/* @vite-ignore */ PACKAGE.href)) as Library;
    // It sets an address at a CDN, which Node does not need.
    delete ort.env.wasm.wasmPaths;
    Object.assign(library.env, { allowRemoteModels: false, useFSCache: false, useBrowserCache: false });
  });

  it.each(cases)('gives the app’s vectors for $name', async ({ folder, graph, open }) => {
    library.env.localModelPath = fileURLToPath(new URL('..', folder));
    const name = folder.pathname.split('/').at(-2) ?? '';
    const extract = await library.pipeline('feature-extraction', name, {
      dtype: DTYPES[graph],
      device: 'auto',
    });
    const encoder = await open();
    const ours = await encoder.encode(texts, 'passage');
    const theirs: number[] = [];
    for (let start = 0; start < texts.length; start += 16)
      theirs.push(
        ...(await extract(texts.slice(start, start + 16), { pooling: 'mean', normalize: true })).data,
      );
    await encoder.dispose();
    expect(theirs).toHaveLength(ours.length);
    const d = encoder.dimensions;
    texts.forEach((text, row) => {
      let cosine = 0;
      for (let i = row * d; i < (row + 1) * d; i += 1) cosine += (ours[i] ?? NaN) * (theirs[i] ?? NaN);
      expect(cosine, text.slice(0, 60)).toBeGreaterThanOrEqual(0.999);
    });
  });
});

function isBert(folder: URL): boolean {
  const config = new URL('config.json', folder);
  if (!existsSync(config))
    throw new Error(`${fileURLToPath(config)}, which the manifest counts on, is not there.`);
  return (JSON.parse(readFileSync(config, 'utf8')) as { model_type?: string }).model_type === 'bert';
}
