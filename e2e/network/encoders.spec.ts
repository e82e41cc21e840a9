import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { HubServer } from '../../src/testing/hub-server.ts';
import { armChips, chooseSegment, goTo, openApp, waitForIndexes } from '../support/app.ts';
import { readFolder, startBrowserHub, zooFolder } from '../support/hub-server.ts';
import { addPanel, armCard, waitForArm } from '../support/own-encoders.ts';

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startBrowserHub();
});
test.afterAll(() => hub.close());
test.beforeEach(() => {
  hub.forget();
  hub.clearFaults();
  hub.addRepo('models', 'zoo/bert-mean', readFolder(zooFolder('bert-mean')), {
    licence: 'mit',
    commit: 'ab'.repeat(20),
  });
});

async function openEncoders(page: Page): Promise<void> {
  await openApp(page, 'view=encoders&arms=bm25');
  await waitForIndexes(page);
  await chooseSegment(addPanel(page).getByRole('radio', { name: 'Id or address' }));
}

async function lookUp(page: Page, id: string, options: { revision?: string; host?: string } = {}) {
  const panel = addPanel(page);
  await panel.getByLabel('Id on the Hub, or the address of a folder').fill(id);
  if (options.revision !== undefined) await panel.getByLabel('Revision').fill(options.revision);
  if (options.host !== undefined) {
    await panel.getByText('Another host, or a pair of encoders').click();
    await panel.getByLabel('Host', { exact: true }).fill(options.host);
  }
  await panel.getByRole('button', { name: /^Look it up on/ }).click();
}

const fetchButton = (page: Page) => addPanel(page).getByRole('button', { name: /^Fetch .* from / });

test.describe('an encoder of the Hub', () => {
  test('is asked for after its host was named, and sends nothing but addresses', async ({ page }) => {
    await openEncoders(page);
    const panel = addPanel(page);
    await panel.getByLabel('Id on the Hub, or the address of a folder').fill('zoo/bert-mean');
    const look = panel.getByRole('button', { name: 'Look it up on huggingface.co' });
    await expect(look).toBeVisible();
    expect(hub.requests).toEqual([]);
    await look.click();
    await expect(panel).toContainText('mit');
    await expect(panel).toContainText('1_Pooling/config.json, pooling_mode_mean_tokens');
    await expect(panel).toContainText('abababab');
    expect(hub.requests.every(({ path }) => !path.includes('.onnx'))).toBe(true);
    await panel.getByRole('radio', { name: /^fp32 / }).check();
    await expect(fetchButton(page)).toHaveText(/^Fetch 1\d\d\skB from huggingface\.co$/);
    await fetchButton(page).click();
    await panel.getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    await expect(armCard(page, 'B')).toContainText('zoo/bert-mean');
    expect(hub.requests.length).toBeGreaterThan(0);
    for (const request of hub.requests) {
      expect(request.method).toMatch(/^(GET|HEAD)$/);
      expect(request.bodyBytes).toBe(0);
      expect(request.headers.cookie).toBeUndefined();
      expect(request.headers.referer).toBeUndefined();
    }
    // Kept: another visit asks nobody for it.
    hub.forget();
    await page.reload();
    await waitForArm(page, 'B');
    expect(hub.requests).toEqual([]);
  });

  test('a download is stopped, and goes on where it was after a reload', async ({ page }) => {
    await openEncoders(page);
    await lookUp(page, 'zoo/bert-mean');
    const panel = addPanel(page);
    await panel.getByRole('radio', { name: /^fp32 / }).check();
    hub.fault('/storage/', { kind: 'slow', bytesPerSecond: 20_000 });
    await fetchButton(page).click();
    await expect(panel).toContainText(/onnx\/model\.onnx, file \d of \d · [1-9]/);
    await panel.getByRole('button', { name: 'Stop' }).click();
    await expect(panel).toContainText(/Stopped at .* what was fetched is kept/);
    hub.clearFaults();

    await page.reload();
    await goTo(page, 'Storage');
    const downloads = page.getByRole('region', { name: 'Unfinished downloads' });
    await expect(downloads).toContainText('model.onnx');
    hub.forget();
    await downloads.getByRole('button', { name: 'Go on: look it up on huggingface.co' }).click();
    await expect(panel.getByRole('radio', { name: /^fp32 / })).toBeChecked();
    await fetchButton(page).click();
    await panel.getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    const parts = hub.requests.filter(({ range }) => range !== null && range !== 'bytes=0-');
    expect(parts.length).toBeGreaterThan(0);
  });

  test('that asks for terms first, or does not exist, or has no such revision, is told apart', async ({
    page,
  }) => {
    hub.addRepo('models', 'zoo/gated', readFolder(zooFolder('bert-mean')), { gated: 'manual' });
    await openEncoders(page);
    const panel = addPanel(page);
    await lookUp(page, 'zoo/bert-mean', { revision: 'v9' });
    await expect(panel.getByRole('alert')).toContainText('v9');
    await panel.getByRole('button', { name: 'Put it aside' }).click();
    await lookUp(page, 'zoo/gated');
    await expect(panel.getByRole('alert')).toContainText(/accept|terms/i);
    await panel.getByRole('button', { name: 'Put it aside' }).click();
    await lookUp(page, 'zoo/none');
    await expect(panel.getByRole('alert')).toContainText('zoo/none');
    await expect(armChips(page).first()).toContainText('ready');
  });

  test('comes from a mirror where one is named', async ({ page }) => {
    await openEncoders(page);
    await lookUp(page, 'zoo/bert-mean', { host: 'hub.example.org' });
    await expect(fetchButton(page)).toHaveText(/from hub\.example\.org$/);
    await fetchButton(page).click();
    await addPanel(page).getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    expect(hub.requests.filter(({ host }) => host === 'huggingface.co')).toEqual([]);
  });

  test('a link asks first, fetches on one press, and opens by itself', async ({ page, browser }) => {
    await openEncoders(page);
    await lookUp(page, 'zoo/bert-mean');
    await fetchButton(page).click();
    await addPanel(page).getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    await expect(page).toHaveURL(new RegExp('ab'.repeat(20)));
    const link = new URL(page.url()).search.slice(1);

    const other = await browser.newContext({ ignoreHTTPSErrors: true });
    const fresh = await other.newPage();
    hub.forget();
    await openApp(fresh, link);
    const card = armCard(fresh, 'B');
    await expect(card).toContainText('zoo/bert-mean is not in this browser');
    await expect(armChips(fresh).first()).toContainText('ready');
    expect(hub.requests).toEqual([]);
    await card.getByRole('button', { name: /^Fetch .*kB from huggingface\.co$/ }).click();
    await waitForArm(fresh, 'B');
    await other.close();
  });

  test('a link’s encoder that became another one is not taken for it', async ({ page, browser }) => {
    await openEncoders(page);
    await lookUp(page, 'zoo/bert-mean');
    await addPanel(page)
      .getByRole('radio', { name: /^fp32 / })
      .check();
    await fetchButton(page).click();
    await addPanel(page).getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    const link = new URL(page.url()).search.slice(1);
    // The same place, and other content.
    hub.addRepo('models', 'zoo/bert-mean', readFolder(zooFolder('bert-cls')), { commit: 'ab'.repeat(20) });

    const other = await browser.newContext({ ignoreHTTPSErrors: true });
    const fresh = await other.newPage();
    await openApp(fresh, link);
    const card = armCard(fresh, 'B');
    await card.getByRole('button', { name: /^Fetch .* from huggingface\.co$/ }).click();
    await expect(card).toContainText('What came is not the zoo/bert-mean that the link names');
    await expect(fresh).toHaveURL(/arms=bm25,own:/);
    await other.close();
  });

  test('of the catalogue shows its sources, and is looked up where it says', async ({ page }) => {
    hub.addRepo('models', 'intfloat/multilingual-e5-small', readFolder(zooFolder('bert-mean')));
    await openEncoders(page);
    const panel = addPanel(page);
    await chooseSegment(panel.getByRole('radio', { name: 'Catalogue' }));
    const card = panel.getByRole('article', { name: 'Multilingual E5 small' });
    await expect(card).toContainText('not run here');
    await card.getByText('Where these facts are from').click();
    await expect(card).toContainText(/parameters.*: https:\/\/.* read on \d{4}-\d\d-\d\d/);
    await expect(panel.getByRole('article', { name: /EmbeddingGemma/ })).toContainText(
      'To be accepted first',
    );
    expect(hub.requests).toEqual([]);
    await card.getByRole('button', { name: 'Look up Multilingual E5 small on huggingface.co' }).click();
    await expect(panel.getByRole('heading', { name: 'intfloat/multilingual-e5-small' })).toBeVisible();
    await expect(fetchButton(page)).toBeVisible();
  });
});
