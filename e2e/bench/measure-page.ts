import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { BenchRow } from './rows.ts';

/** Passages of the corpus that is indexed while long tasks are watched for. */
const WATCHED_PASSAGES = 6000;

/** Start-up, bytes and the main thread, on the built app. @param dist the folder that is served */
export async function measurePage(browser: Browser, url: string, dist: string): Promise<BenchRow[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const bytes = { sum: 0 };
  const cold = await firstResult(context, url, bytes);
  const warm = await firstResult(context, url, { sum: 0 });
  const longest = await longestTaskWhileIndexing(context, url);
  await context.close();
  return [
    {
      what: 'open a page to first result, demo shard',
      ours: warm,
      naive: cold,
      unit: 's',
      higherIsBetter: false,
      note: 'ours: warm cache; naive: the first visit, with an empty cache',
    },
    {
      what: 'bytes of a first visit',
      ours: bytes.sum / 1e6,
      naive: (await folderBytes(dist)) / 1e6,
      unit: 'MB',
      higherIsBetter: false,
      note: 'ours: until the first result; naive: everything that is served',
    },
    {
      what: `longest main-thread task, indexing ${WATCHED_PASSAGES} passages`,
      ours: longest,
      naive: null,
      unit: 'ms',
      higherIsBetter: false,
      note: 'tasks under 50 ms are not reported by the browser and count as 50',
    },
  ];
}

/** Seconds from the start of navigation until the first passage of a result column is drawn. */
async function firstResult(context: BrowserContext, url: string, bytes: { sum: number }): Promise<number> {
  const page = await context.newPage();
  // The page's own requests and those of its workers.
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    sizes.push(
      response.body().then(
        (body) => body.length,
        () => 0,
      ),
    );
  });
  await page.goto(url);
  await page.locator('article').first().waitFor();
  const seconds = (await page.evaluate(() => performance.now())) / 1000;
  bytes.sum = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return seconds;
}

async function longestTaskWhileIndexing(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${url}/?view=corpus`);
  const lastReady = page
    .getByRole('list', { name: 'Arms', exact: true })
    .getByText(/· ready$/)
    .nth(2);
  await lastReady.waitFor({ timeout: 120_000 });
  await openGenerated(page);
  const index = page.getByRole('button', { name: /^Index / }).first();
  await index.waitFor();
  // From here on: handing the file over is the test driver's own work on the main thread.
  await page.evaluate(() => {
    const state = window as unknown as { longest: number };
    state.longest = 50;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) state.longest = Math.max(state.longest, entry.duration);
    }).observe({ type: 'longtask', buffered: false });
  });
  await index.click();
  await lastReady.waitFor({ timeout: 120_000 });
  return page.evaluate(() => (window as unknown as { longest: number }).longest);
}

async function openGenerated(page: Page): Promise<void> {
  const lines = Array.from({ length: WATCHED_PASSAGES }, (_, i) =>
    JSON.stringify({
      id: `p${i}`,
      lang: 'en',
      text: `Passage ${i} tells of river ${i % 97} and of the ${i % 31} towns on its banks.`,
    }),
  );
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'generated.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(lines.join('\n')),
    });
}

/** Bytes of every file below a folder. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await readFile(join(entry.parentPath, entry.name))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
