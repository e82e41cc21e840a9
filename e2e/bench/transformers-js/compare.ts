import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import type { EncoderProfile } from '../../../src/protocol/encoder.ts';
import { mixedTexts } from '../mixed-texts.ts';
import { servePage } from '../serve-page.ts';
import { installTransformers } from './install.ts';
import { randomEncoder } from './random-encoder.ts';
import type { CompareRequest, Encoded, WayName } from './rounds.ts';
import { WAYS } from './rounds.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../../..');
const CACHE = join(ROOT, 'node_modules/.cache/bench-transformers-js');
const MODEL = 'models/random';
const XLM_R = join(ROOT, '../shared/data/conformance/tokenizers/xlm-roberta-tokenizer.json.gz');
const ZOO_TOKENIZER = join(ROOT, 'src/engine/encoder/fixtures/zoo/xlm-roberta/tokenizer.json');
const PORT = 4323;

/** Half of multilingual MiniLM's layers, at its width. */
const SHAPE = { layers: 6, dimensions: 384, heads: 12, feedForward: 1536, pieces: 4096, positions: 512 };
const MAX_TOKENS = 256;
const TEXTS = 96;
const ROUNDS = 2;
const SEED = 1;

/** One way in one round: time on the clock, and what the browser's processes worked. */
export interface Round {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

export interface Comparison {
  readonly dtype: string;
  readonly threads: number;
  readonly texts: number;
  readonly rounds: Readonly<Record<WayName, readonly Round[]>>;
  readonly lowestCosine: number;
  readonly tokens: number;
  readonly tokenising: number;
}

/**
 * Passages a second beside transformers.js: the same model, texts, device and machine in one run. The package lies in a
 * folder of its own, is installed on demand without running its scripts, and is served from here with its WASM.
 * @returns what was measured, and with what; or why it was not
 */
export async function compareWithTransformers(
  browser: Browser,
  say: (text: string) => void,
): Promise<
  { readonly comparisons: readonly Comparison[]; readonly about: string } | { readonly skipped: string }
> {
  const problem = installTransformers();
  if (problem !== null) return { skipped: problem };
  const { files, tokenizer } = await makeModel();
  const texts = await mixedTexts(join(ROOT, 'public/demo'), TEXTS, SEED);
  const server = await serve();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`http://localhost:${PORT}/`);
    const comparisons: Comparison[] = [];
    for (const dtype of ['fp32', 'q8'] as const) {
      for (const threads of cpus().length > 1 ? [1, 2] : [1]) {
        say(`Comparing with transformers.js: ${dtype}, ${threads} ${threads === 1 ? 'thread' : 'threads'} …`);
        const request: CompareRequest = {
          profile: profileOf(dtype, files),
          baseUrl: `http://localhost:${PORT}/${MODEL}/`,
          dtype,
          threads,
          wasmUrl: `http://localhost:${PORT}/ort/`,
          texts,
        };
        comparisons.push(await compareOnce(browser, page, request));
      }
    }
    await page.close();
    const about = `BERT with random weights, ${SHAPE.layers} layers of ${SHAPE.dimensions}; ${tokenizer}; ${texts.length} demo passages and questions in 13 languages, at most ${MAX_TOKENS} tokens`;
    return { comparisons, about };
  } finally {
    await server.close();
  }
}

async function compareOnce(browser: Browser, page: Page, request: CompareRequest): Promise<Comparison> {
  const { dtype, threads, texts } = request;
  await page.evaluate((input) => window.comparison.open(input), request);
  const rounds = Object.fromEntries(WAYS.map(({ name }): [WayName, Round[]] => [name, []])) as Record<
    WayName,
    Round[]
  >;
  let ours: Encoded | null = null;
  // A round goes through all ways, so that none has the machine at its best alone; the first one warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { name, worker } of WAYS) {
      const before = await cpuSeconds(browser);
      const encoded = await page.evaluate((way) => window.comparison.encode(way), name);
      const cpuMilliseconds = 1000 * ((await cpuSeconds(browser)) - before) - encoded.tokenising;
      if (round >= 0) rounds[name].push({ milliseconds: encoded.milliseconds, cpuMilliseconds });
      if (worker === 'ours') ours = encoded;
    }
  }
  const lowestCosine = await page.evaluate(() => window.comparison.lowestCosine());
  await page.evaluate(() => {
    window.comparison.close();
  });
  const { tokens = 0, tokenising = 0 } = ours ?? {};
  return { dtype, threads, texts: texts.length, rounds, lowestCosine, tokens, tokenising };
}

/** Seconds that the browser's processes have worked so far: other work on the machine is not in it. */
async function cpuSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

type ModelFile = EncoderProfile['files'][number];

async function makeModel(): Promise<{ files: readonly ModelFile[]; tokenizer: string }> {
  const shared = existsSync(XLM_R);
  const tokenizer = shared ? gunzipSync(await readFile(XLM_R)) : await readFile(ZOO_TOKENIZER);
  const contents: readonly (readonly [path: string, bytes: Uint8Array])[] = [
    ['onnx/model.onnx', randomEncoder(SHAPE, 'fp32', SEED)],
    ['onnx/model_quantized.onnx', randomEncoder(SHAPE, 'q8', SEED)],
    ['tokenizer.json', tokenizer],
    [
      'tokenizer_config.json',
      jsonBytes({
        model_max_length: MAX_TOKENS,
        pad_token: '<pad>',
        tokenizer_class: 'XLMRobertaTokenizer',
      }),
    ],
    [
      'config.json',
      jsonBytes({
        model_type: 'bert',
        hidden_size: SHAPE.dimensions,
        num_hidden_layers: SHAPE.layers,
        num_attention_heads: SHAPE.heads,
        intermediate_size: SHAPE.feedForward,
        max_position_embeddings: SHAPE.positions,
        vocab_size: SHAPE.pieces,
      }),
    ],
  ];
  const files: ModelFile[] = [];
  for (const [path, bytes] of contents) {
    const target = join(CACHE, 'public', MODEL, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return { files, tokenizer: shared ? 'XLM-R’s tokenizer' : 'a small tokenizer of XLM-R’s layout' };
}

function profileOf(dtype: 'fp32' | 'q8', files: readonly ModelFile[]): EncoderProfile {
  return {
    id: 'random',
    name: 'random weights',
    revision: String(SEED),
    ref: null,
    dimensions: SHAPE.dimensions,
    fullDimensions: null,
    pooling: 'mean',
    normalize: true,
    maxTokens: MAX_TOKENS,
    dtype,
    prefixes: { query: '', passage: '' },
    model: dtype === 'fp32' ? 'onnx/model.onnx' : 'onnx/model_quantized.onnx',
    tokenizer: 'tokenizer.json',
    query: null,
    dense: [],
    languages: { trained: {} },
    licence: null,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    files: [...files],
  };
}

async function serve(): Promise<{ close(): Promise<void> }> {
  const wasm = join(HERE, 'node_modules/onnxruntime-web/dist');
  const target = join(CACHE, 'public/ort');
  await mkdir(target, { recursive: true });
  for (const ending of ['mjs', 'wasm']) {
    const name = `ort-wasm-simd-threaded.asyncify.${ending}`;
    await copyFile(join(wasm, name), join(target, name));
  }
  return servePage({ root: HERE, publicDir: join(CACHE, 'public'), outDir: join(CACHE, 'dist'), port: PORT });
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
