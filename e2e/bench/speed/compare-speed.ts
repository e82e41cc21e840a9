import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import type { Manifest } from '../../../src/protocol/manifest.ts';
import { mixedTexts } from '../mixed-texts.ts';
import { servePage } from '../serve-page.ts';
import type { SpeedRequest, SpeedRound } from './rounds.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../../..');
const CACHE = join(ROOT, 'node_modules/.cache/bench-speed');
const PORT = Number(process.env['CROSSLENS_PORT'] ?? 4324);
const [BAG, SMALL] = ['bag-hybrid', 'small-hybrid'];
/** Made on the fly; the second stands in for a transformer of the family while none ships. */
const MADE = ['minilm-shape', 'small-shape'] as const;
const THREADS = 2;
const BATCH = 16;
const TEXTS = 96;
const ROUNDS = 3;
const SEED = 1;

export interface EncoderSpeed {
  readonly id: string;
  readonly what: string;
  readonly rounds: readonly SpeedRound[];
}
export interface SpeedComparison {
  /** The MiniLM-shaped one, which the others are held against, is the first. */
  readonly encoders: readonly EncoderSpeed[];
  readonly texts: number;
  readonly batch: number;
  readonly threads: number;
}

/**
 * Passages a second on WASM of the bag, the small transformer and an encoder shaped as MiniLM-L12: the same tokenizer,
 * texts, batches, threads and number format in one run.
 * @returns what was measured, or why it was not
 */
export async function compareSpeed(
  browser: Browser,
  manifest: Manifest,
  say: (text: string) => void,
): Promise<SpeedComparison | { readonly skipped: string }> {
  const shipped = manifest.encoders.find(({ id }) => id === SMALL);
  const bag = manifest.encoders.find(({ id }) => id === BAG);
  if (bag === undefined) return { skipped: `the manifest lists no ${BAG}` };
  const problem = await makeEncoders();
  if (problem !== null) return { skipped: problem };
  const models = [
    { id: MADE[0], what: '12 layers, 384 dimensions, random weights', from: join(CACHE, 'made') },
    shipped === undefined
      ? { id: MADE[1], what: 'the small transformer’s shape, random weights', from: join(CACHE, 'made') }
      : { id: shipped.id, what: shipped.name, from: join(ROOT, 'models') },
    { id: bag.id, what: bag.name, from: join(ROOT, 'models') },
  ];
  const served = join(CACHE, 'public');
  await rm(served, { recursive: true, force: true });
  for (const { id, from } of models) await cp(join(from, id), join(served, id), { recursive: true });
  const texts = await mixedTexts(join(ROOT, 'public/demo'), TEXTS, SEED);
  const server = await servePage({ root: HERE, publicDir: served, outDir: join(CACHE, 'dist'), port: PORT });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`http://localhost:${PORT}/`);
    const rounds = new Map<string, SpeedRound[]>();
    for (const { id } of models) {
      const config = JSON.parse(await readFile(join(served, id, 'config.json'), 'utf8')) as {
        hidden_size: number;
      };
      const request: SpeedRequest = {
        id,
        baseUrl: `http://localhost:${PORT}/${id}/`,
        model: 'onnx/model_quantized.onnx',
        dimensions: config.hidden_size,
        maxTokens: 512,
        threads: THREADS,
        batch: BATCH,
        texts,
      };
      await page.evaluate((input) => window.speed.open(input), request);
      rounds.set(id, []);
    }
    // A round goes through all of them, so that none has the machine at its best alone; the first one warms up.
    for (let round = -1; round < ROUNDS; round += 1) {
      say(`Speed of encoders: ${round < 0 ? 'warming up' : `round ${round + 1} of ${ROUNDS}`} …`);
      for (const { id } of models) {
        const encoded = await page.evaluate((name) => window.speed.encode(name), id);
        if (round >= 0) rounds.get(id)?.push(encoded);
      }
    }
    await page.close();
    const encoders = models.map(({ id, what }) => ({ id, what, rounds: rounds.get(id) ?? [] }));
    return { encoders, texts: texts.length, batch: BATCH, threads: THREADS };
  } finally {
    await server.close();
  }
}

/** @returns why they cannot be made, or `null` */
async function makeEncoders(): Promise<string | null> {
  const folder = join(CACHE, 'made');
  if (MADE.every((id) => existsSync(join(folder, id, 'modules.json')))) return null;
  await mkdir(folder, { recursive: true });
  const own = join(ROOT, 'training/.venv/bin/python');
  const python = process.env['PYTHON'] ?? (existsSync(own) ? own : 'python3');
  const script = join(ROOT, 'training/zoo/make_speed_encoders.py');
  const tokenizer = join(ROOT, 'models', BAG, 'tokenizer.json');
  const done = spawnSync(python, [script, folder, tokenizer], { encoding: 'utf8' });
  if (done.status === 0) return null;
  const reason = done.error?.message ?? done.stderr.trim().split('\n').at(-1) ?? '';
  return `the encoder of MiniLM’s shape could not be made (${reason}). Install training/requirements-zoo.txt, or name a Python that has it: PYTHON=… npm run bench`;
}
