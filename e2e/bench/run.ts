import { cpus } from 'node:os';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { selectShard } from '../../src/domain/corpus/select-shard.ts';
import type { Shard } from '../../src/domain/corpus/types.ts';
import { readCorpus } from '../../src/engine/corpus/read-files.ts';
import { corpusFiles } from '../../src/cli/corpus-paths.ts';
import type { Manifest } from '../../src/protocol/manifest.ts';
import { parseManifest } from '../../src/protocol/manifest.ts';
import { findChromium } from '../support/find-chromium.ts';
import { measurePage } from './measure-page.ts';
import type { BenchRequest, BenchRow } from './rows.ts';
import { servePage } from './serve-page.ts';
import { compareSpeed } from './speed/compare-speed.ts';
import { printSpeed } from './speed/print-speed.ts';
import { compareWithTransformers } from './transformers-js/compare.ts';
import { printComparison } from './transformers-js/print-comparison.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const XQUAD = join(ROOT, '../shared/data/eval/xquad-r');
const PORTS = { app: 4321, engine: 4322 };
const TABLES = ['app', 'transformers-js', 'shapes'] as const;
type Table = (typeof TABLES)[number];

/** The tables that are named on the command line; all of them where none is. */
function wantedTables(): ReadonlySet<Table> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !TABLES.some((table) => table === name));
  if (unknown.length > 0) {
    throw new Error(
      `The bench has no table ${unknown.join(', ')}. There are ${TABLES.join(', ')}; none named is all.`,
    );
  }
  return new Set(TABLES.filter((table) => named.length === 0 || named.includes(table)));
}

async function main(): Promise<void> {
  const wanted = wantedTables();
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium was found; see the README.');
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  const manifest = parseManifest(JSON.parse(await readFile(join(ROOT, 'models/manifest.json'), 'utf8')));
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; Chromium ${browser.version()}, headless`,
  );
  if (wanted.has('app')) await printApp(browser, manifest);
  if (wanted.has('transformers-js')) {
    const compared = await compareWithTransformers(browser, say);
    if ('skipped' in compared) console.log(`\nNot compared: ${compared.skipped}`);
    else printComparison(compared.comparisons, compared.about);
  }
  if (wanted.has('shapes')) {
    const speed = await compareSpeed(browser, manifest, say);
    if ('skipped' in speed) console.log(`\nSpeed of encoders not compared: ${speed.skipped}`);
    else printSpeed(speed);
  }
  await browser.close();
}

/** The page, the engine's parts and, where its files are, XQuAD-R. */
async function printApp(browser: Browser, manifest: Manifest): Promise<void> {
  const encoder = manifest.encoders[0];
  if (encoder === undefined) throw new Error('The manifest lists no encoder.');
  const threads = Math.max(1, Math.min(4, Math.floor(cpus().length / 2)));
  const xquad = existsSync(XQUAD) ? await shardOf(XQUAD) : null;

  console.error('Measuring the page …');
  const rows: BenchRow[] = await withApp(() =>
    measurePage(browser, `http://localhost:${PORTS.app}`, join(ROOT, 'dist')),
  );
  console.error('Measuring the engine …');
  rows.push(
    ...(await withEngine(browser, {
      encoder,
      baseUrl: `http://localhost:${PORTS.engine}/${encoder.id}`,
      threads,
      demo: await shardOf('demo'),
      xquad,
    })),
  );

  console.log(
    `${encoder.id} (${encoder.dtype}, ${encoder.dimensions} dimensions), WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}\n`,
  );
  printTable(rows);
  if (xquad === null) console.log('\nRows on XQuAD-R were left out: ../shared/data/eval/xquad-r is missing.');
}

function say(text: string): void {
  console.error(text);
}

async function withApp<T>(measure: () => Promise<T>): Promise<T> {
  await build({ root: ROOT, logLevel: 'error' });
  const server = await preview({
    root: ROOT,
    preview: { port: PORTS.app, strictPort: true },
    logLevel: 'error',
  });
  try {
    return await measure();
  } finally {
    await server.close();
  }
}

/** The engine's parts, on a page with the models beside it. */
async function withEngine(browser: Browser, request: BenchRequest): Promise<readonly BenchRow[]> {
  const server = await servePage({
    root: join(ROOT, 'e2e/bench'),
    publicDir: join(ROOT, 'models'),
    outDir: join(ROOT, 'node_modules/.cache/bench'),
    port: PORTS.engine,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`http://localhost:${PORTS.engine}/`);
    return await page.evaluate((input) => window.runBench(input), request);
  } finally {
    await server.close();
  }
}

async function shardOf(path: string): Promise<Shard> {
  const { corpus } = await readCorpus(path, await corpusFiles(path), {});
  if (corpus === null) throw new Error(`${path} cannot be read.`);
  return selectShard(corpus, { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } });
}

function printTable(rows: readonly BenchRow[]): void {
  const lines = rows.map(({ what, ours, naive, unit, higherIsBetter, note }) => [
    what,
    `${round(ours)} ${unit}`,
    naive === null ? '–' : `${round(naive)} ${unit}`,
    naive === null ? '–' : `${(higherIsBetter ? ours / naive : naive / ours).toFixed(1)} ×`,
    note,
  ]);
  for (const line of [
    ['what', 'ours', 'naive', 'ratio', 'how'],
    ['---', '---:', '---:', '---:', '---'],
    ...lines,
  ]) {
    console.log(`| ${line.join(' | ')} |`);
  }
}

function round(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

await main();
