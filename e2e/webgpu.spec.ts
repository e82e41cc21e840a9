import { expect, test } from '@playwright/test';
import { armChips, chooseSegment, columns, goTo, openApp, waitForIndexes } from './support/app.ts';
import { zooFolder } from './support/hub-server.ts';
import { addFullPrecision, addPanel, armCard, readAndAdd } from './support/own-encoders.ts';

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

  test('a GPU that dies is noticed at the next search, and the arm goes on with WASM', async ({
    page,
    browser,
  }) => {
    test.setTimeout(240_000);
    await openApp(page, 'arms=bag-hybrid@webgpu,bm25&q=coffee');
    await expect(armChips(page).first()).toContainText('WebGPU · ready', { timeout: 120_000 });
    // The process that owns the adapter is ended for real, as a driver that fails would end it.
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    for (const { type, id } of processInfo) if (type === 'GPU') process.kill(id, 'SIGKILL');
    const query = page.getByRole('searchbox');
    await query.fill('where does the river rise');
    await query.press('Enter');
    const column = columns(page).first();
    await expect(column).toContainText('The arm goes on with WASM', { timeout: 60_000 });
    await expect(armChips(page).first()).toContainText(/WASM.* · ready$/, { timeout: 60_000 });
    await expect(column.getByRole('article').first()).toBeVisible();
  });

  test('an encoder of one’s own is compared on both devices, and half precision is not tried without it', async ({
    page,
  }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await addFullPrecision(page, zooFolder('bert-mean'), 'B');
    await chooseSegment(armCard(page, 'B').getByRole('radio', { name: 'WebGPU' }));
    await expect(armCard(page, 'B')).toContainText('WebGPU, as you chose.', { timeout: 60_000 });
    await expect(armCard(page, 'B')).toContainText(/cosine (0\.99|1\.0)/);

    await addPanel(page)
      .getByRole('radio', { name: /^fp16 / })
      .check();
    await readAndAdd(page, 'C');
    await chooseSegment(armCard(page, 'C').getByRole('radio', { name: 'WebGPU' }));
    await expect(armCard(page, 'C')).toContainText('this GPU has no half precision (shader-f16)', {
      timeout: 60_000,
    });
  });
});
