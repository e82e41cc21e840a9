import { expect, test } from '@playwright/test';
import { columns, goTo, openApp, waitForIndexes } from './support/app.ts';

/** Strings that survive minification in the code they stand for, and nowhere else. */
const HEAVY = [/InferenceSession/, /pre_tokenizer/, /ort-wasm/];

test.describe('threads', () => {
  test('the page itself loads neither ONNX Runtime nor a tokenizer', async ({ page, request }) => {
    const session = await page.context().newCDPSession(page);
    const loaded = new Set<string>();
    session.on('Debugger.scriptParsed', ({ url }) => {
      if (url.startsWith('http')) loaded.add(url);
    });
    await session.send('Debugger.enable');
    await openApp(page);
    await waitForIndexes(page);
    for (const view of ['Recall', 'Bias', 'xQG', 'Corpus', 'Encoders', 'Search']) await goTo(page, view);

    expect(loaded.size).toBeGreaterThan(0);
    for (const url of loaded) {
      const code = await (await request.get(url)).text();
      for (const heavy of HEAVY) expect(heavy.test(code), `${url} holds ${String(heavy)}`).toBe(false);
    }
    // The same strings are in the workers' code, so that their absence above means something.
    const encoder = page.workers().find((worker) => worker.url().includes('encoder-wasm'));
    expect(encoder).toBeDefined();
    const code = await (await request.get(encoder?.url() ?? '')).text();
    for (const heavy of HEAVY) expect(heavy.test(code), `the worker lacks ${String(heavy)}`).toBe(true);
  });

  test('the corpus, every encoder and BM25 run in workers of their own', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    const started = page.workers().map((worker) => worker.url());
    expect(started.filter((url) => url.includes('corpus.worker'))).toHaveLength(1);
    expect(started.filter((url) => url.includes('lexical.worker'))).toHaveLength(1);
    expect(started.filter((url) => url.includes('encoder-wasm')).length).toBeGreaterThanOrEqual(2);
  });

  test('the page fetches no model, no tokenizer and no corpus itself', async ({ page }) => {
    const heavy = /\.(onnx|wasm)(\?|$)|tokenizer\.json|\.jsonl/;
    const asked: string[] = [];
    page.on('request', (request) => {
      if (heavy.test(request.url())) asked.push(request.url());
    });
    await openApp(page);
    await waitForIndexes(page);
    await expect(columns(page).first().getByRole('article').first()).toBeVisible();
    // A worker's requests stand on its own timeline, not on the page's.
    const mainThread = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(mainThread.filter((name) => heavy.test(name))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });
});
