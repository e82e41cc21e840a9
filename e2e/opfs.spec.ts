import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createServer } from 'vite';
import type { ViteDevServer } from 'vite';
import { PROMISED } from '../src/testing/store-scenario.ts';
import type { StoreRequest } from './opfs/requests.ts';

/** The browser's private file system under the store that everything is kept in, in a worker as in the app. */

let server: ViteDevServer;
let url = '';
test.beforeAll(async () => {
  server = await createServer({
    root: fileURLToPath(new URL('../', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    server: { port: 0, hmr: false },
    cacheDir: 'node_modules/.cache/vite-opfs',
  });
  await server.listen();
  url = `${server.resolvedUrls?.local[0] ?? ''}e2e/opfs/index.html`;
});
test.afterAll(() => server.close());

const ask = async (page: Page, request: StoreRequest): Promise<unknown> => {
  await page.goto(url);
  await page.waitForFunction(() => 'inWorker' in window);
  return page.evaluate((asked) => window.inWorker(asked), request);
};

test.describe('the private file system as a store', () => {
  test('keeps what a store promises', async ({ page }) => {
    expect(await ask(page, { what: 'scenario' })).toEqual(PROMISED);
    expect(await ask(page, { what: 'open' })).toBe('disk');
  });

  test('keeps it where parts of the interface are missing', async ({ page }) => {
    expect(await ask(page, { what: 'scenario', without: ['createWritable'] })).toEqual(PROMISED);
    expect(await ask(page, { what: 'scenario', without: ['createWritable', 'move'] })).toEqual(PROMISED);
    expect(await ask(page, { what: 'scenario', without: ['move'] })).toEqual(PROMISED);
    // Streams lock nobody out: writing side by side is a thing of workers, which have access handles.
    const byStreams = await ask(page, { what: 'scenario', without: ['createSyncAccessHandle'] });
    expect(byStreams).toEqual({ ...PROMISED, 'one writer': 'two' });
  });

  test('is memory where the browser refuses it', async ({ page }) => {
    expect(await ask(page, { what: 'open', without: ['getDirectory'] })).toBe('memory');
  });

  test('has what was written before a worker ended without a word', async ({ page }) => {
    const written = await ask(page, { what: 'begin' });
    expect(written).toBe(2 ** 20);
    expect(await ask(page, { what: 'size' })).toBe(written);
  });

  test('says that it is full, and keeps what came before', async ({ page, context }) => {
    await page.goto(url);
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(url).origin,
      quotaSize: 8 * 2 ** 20,
    });
    expect(await ask(page, { what: 'fill' })).toEqual({ code: 'storage-full', whole: true });
  });
});
