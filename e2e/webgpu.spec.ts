import { expect, test } from '@playwright/test';
import { armChips, columns, goTo, openApp, waitForIndexes } from './support/app.ts';

/** Runs on Chromium's software adapter: it proves that the WebGPU path computes the same, and says nothing about speed. */
test.describe('WebGPU', () => {
  test('an arm that is put on WebGPU runs there, and its vectors agree with WASM', async ({ page }) => {
    test.setTimeout(240_000);
    await openApp(page, 'view=encoders&arms=bag-hybrid@webgpu,bm25');
    const card = page.getByRole('region', { name: /^Arm A, / });
    await expect(card).toContainText('WebGPU, as you chose.', { timeout: 120_000 });
    const agreement = (await card.getByText(/^cosine /).textContent()) ?? '';
    expect(Number(agreement.replace('cosine ', ''))).toBeGreaterThanOrEqual(0.999);
    await expect(armChips(page).first()).toContainText('WebGPU');
    await expect(armChips(page).first()).toContainText(/· ready$/, { timeout: 120_000 });
    await waitForIndexes(page);
    await goTo(page, 'Search');
    await expect(columns(page).first().getByRole('article').first()).toBeVisible();
  });

  test('on Auto a software adapter is passed over, and the card says so', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    await waitForIndexes(page);
    await expect(page.getByRole('region', { name: /^Arm A, / })).toContainText(
      'the only WebGPU adapter is software',
    );
  });
});
