import { test } from '@playwright/test';
import { openApp, waitForIndexes } from './support/app.ts';

test('indexes with several threads, as machines with more cores than this one have them', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 });
  });
  await openApp(page);
  await waitForIndexes(page);
  await page.getByText('WASM, 2 threads').first().waitFor();
});
