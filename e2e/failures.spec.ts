import { expect, test } from '@playwright/test';
import { armChips, columns, openApp, waitForIndexes } from './support/app.ts';

test.describe('failures', () => {
  test('a model file with another hash is refused, and can be fetched again', async ({ page, context }) => {
    let altered = true;
    await context.route('**/models/bag-hybrid/**/*.onnx', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      if (altered) body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 0xff;
      await route.fulfill({ response, body });
    });
    await openApp(page, 'view=encoders&arms=bag-hybrid,bm25');
    const card = page.getByRole('region', { name: /^Arm A, / });
    await expect(card).toContainText('A file is not the one that was published');
    await expect(card).toContainText('.onnx');
    await expect(armChips(page).first()).toContainText('failed');
    // The other arm is not touched by it.
    await expect(armChips(page).last()).toContainText('ready');
    altered = false;
    await card.getByRole('button', { name: 'Open it again' }).click();
    await waitForIndexes(page);
  });

  test('a model file that is missing is named', async ({ page, context }) => {
    await context.route('**/models/bag-hybrid/**/*.onnx', (route) =>
      route.fulfill({ status: 404, body: '' }),
    );
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    const card = page.getByRole('region', { name: /^Arm A, / });
    await expect(card).toContainText(/A file is missing|A file could not be fetched/);
    await expect(card).toContainText('.onnx');
  });

  test('a worker that ends by itself is started again, and says so', async ({ page }) => {
    await openApp(page, 'arms=bag-hybrid@wasm');
    await waitForIndexes(page);
    const worker = page.workers().find((candidate) => candidate.url().includes('encoder-wasm.worker'));
    expect(worker).toBeDefined();
    // The worker is gone before it can answer.
    await worker
      ?.evaluate(() => {
        (self as unknown as { close: () => void }).close();
      })
      .catch(() => undefined);
    await expect(columns(page).first()).toContainText(
      'It was started again, and what was indexed is indexed anew.',
    );
    await waitForIndexes(page);
    await page.getByRole('searchbox').fill('coffee');
    await page.getByRole('searchbox').press('Enter');
    await expect(columns(page).first().getByRole('article').first()).toBeVisible();
  });

  test('without cross-origin isolation everything works on one thread', async ({ page, context }) => {
    await context.route('**/*', async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      const headers = response.headers();
      delete headers['cross-origin-opener-policy'];
      delete headers['cross-origin-embedder-policy'];
      return route.fulfill({ response, headers });
    });
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    await waitForIndexes(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(
      page.getByText('This page is not cross-origin isolated, so WASM runs on one thread.'),
    ).toBeVisible();
    await expect(page.getByRole('region', { name: /^Arm A, / })).toContainText('WASM with one thread');
  });

  test('without a WebGPU adapter the card says so and WASM is used', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: () => Promise.resolve(null) } });
    });
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    await waitForIndexes(page);
    const card = page.getByRole('region', { name: /^Arm A, / });
    await expect(card).toContainText('WebGPU is there, but gives no adapter.');
    await expect(card.getByRole('radio', { name: 'WebGPU' })).toBeDisabled();
    await expect(armChips(page).first()).toContainText('WASM');
  });

  test('a link to an encoder that does not exist names those that do', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=no-such-encoder');
    await expect(page.getByRole('region', { name: /^Arm A, / })).toContainText(
      /No encoder is called no-such-encoder\. Known: .*bag-hybrid/,
    );
  });
});
