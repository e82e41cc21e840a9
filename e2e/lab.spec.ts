import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { armChips, chooseSegment, clickOnceSaid, goTo, openApp, waitForIndexes } from './support/app.ts';

/** Opens the Lab over the demo shard, and waits until the arm's figures stand on the bench. */
async function openLab(page: Page, parameters = 'arms=bag-hybrid'): Promise<void> {
  await openApp(page, `view=lab&${parameters}`);
  await waitForIndexes(page);
  await expect(bench(page)).toContainText('before any training', { timeout: 60_000 });
}

const bench = (page: Page): Locator => page.getByRole('region', { name: 'Bench', exact: true });
const run = (page: Page): Locator => page.getByRole('region', { name: 'Run', exact: true });
const results = (page: Page): Locator => page.getByRole('region', { name: 'Results of this visit' });

async function chooseRecipe(page: Page, recipe: string): Promise<void> {
  await page.getByRole('radio', { name: recipe }).check();
}

async function setEpochs(page: Page, epochs: number): Promise<void> {
  await page.getByText('Settings of the training').click();
  // Some 330 steps over the demo's training half: what will be run is what the field says.
  await expect(page.getByLabel('Epochs')).toHaveValue('55');
  await page.getByLabel('Epochs').fill(String(epochs));
}

const train = (page: Page): Locator => page.getByRole('button', { name: /^Train/ });

test.describe('Lab', () => {
  test('shows the split and the figures before, and trains with live curves', async ({ page }) => {
    test.slow();
    await openLab(page);
    await expect(bench(page)).toContainText(
      'No passage that is relevant to a held-out question is relevant to a training question.',
    );
    await expect(bench(page)).toContainText(/Cross-lingual mAP\s*0\.\d{3}/);
    await train(page).click();
    await expect(results(page).getByRole('article')).toHaveCount(1, { timeout: 60_000 });
    await expect(run(page).getByRole('img', { name: /^Training loss/ })).toBeVisible();
    await expect(run(page).getByRole('grid', { name: /^after: share/ })).toBeVisible();
    // Whatever came of it, it is said in words and in figures.
    await expect(results(page)).toContainText(/(Helped|Did not help|Helped here and cost there)/);
    await expect(results(page)).toContainText(/0\.\d{3} → 0\.\d{3}/);
    // Every picture has its twin.
    await run(page).getByText('tables', { exact: true }).click();
    await expect(page).toHaveURL(/[?&]table=1/);
    await expect(run(page).getByRole('region', { name: /^Held-out figures along the run/ })).toContainText(
      /0\.\d{3}/,
    );
  });

  test('a run is stopped, gone on with, kept and undone', async ({ page }) => {
    test.slow();
    await openLab(page);
    await setEpochs(page, 200);
    await train(page).click();
    await clickOnceSaid(run(page), /of [\d,]+ steps/, 'Stop');
    await expect(run(page)).toContainText(/Stopped after [\d,]+ steps? of/);
    await clickOnceSaid(run(page), /of [\d,]+ steps/, 'Stop', 'Go on');
    await run(page).getByRole('button', { name: 'Keep as it is' }).click();
    await expect(results(page).getByRole('article')).toHaveCount(1, { timeout: 60_000 });
    await expect(run(page)).toContainText('kept as it was');
    await run(page).getByRole('button', { name: 'Undo' }).click();
    await expect(results(page)).toBeHidden();
  });

  test('the new arm stands beside the others, and a link opens it again', async ({ page }) => {
    test.slow();
    await openLab(page, 'arms=bag-hybrid,bm25');
    await chooseRecipe(page, 'Controls without training');
    await page.getByRole('button', { name: 'Fit and measure' }).click();
    const result = results(page).getByRole('article');
    await expect(result).toHaveCount(1, { timeout: 60_000 });
    await result.getByRole('button', { name: /^Put .* beside the others$/ }).click();
    await expect(page).toHaveURL(/lab:[0-9a-f]{16}/);
    await waitForIndexes(page);
    await expect(armChips(page)).toHaveCount(3);
    await expect(armChips(page).nth(2)).toContainText('centred');
    await goTo(page, 'Recall');
    await expect(page.getByText('was trained in the Lab')).toBeVisible();

    await page.reload();
    await waitForIndexes(page);
    await expect(armChips(page).nth(2)).toContainText('centred');
  });

  test('an arm leaves as files, and comes back from one', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Controls without training');
    await page.getByRole('button', { name: 'Fit and measure' }).click();
    const result = results(page).getByRole('article');
    await expect(result).toHaveCount(1, { timeout: 60_000 });
    const save = async (name: RegExp): Promise<{ readonly file: string; readonly bytes: Buffer }> => {
      const download = page.waitForEvent('download');
      await result.getByRole('button', { name }).click();
      const saved = await download;
      return { file: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
    };
    const tensors = await save(/as safetensors$/);
    expect(tensors.file).toMatch(/\.safetensors$/);
    // safetensors: the header's length, then the header.
    const header = Number(tensors.bytes.readBigUInt64LE(0));
    expect(tensors.bytes.subarray(8, 8 + header).toString('utf8')).toContain('crosslens');
    const json = await save(/as JSON$/);
    expect(JSON.stringify(JSON.parse(json.bytes.toString('utf8')))).toContain('"id":"bag-hybrid"');

    const others = page.getByRole('region', { name: 'Other arms of the Lab' });
    await page.getByLabel('Arm file').setInputFiles({
      name: 'broken.safetensors',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('not an arm'),
    });
    await expect(others.getByRole('alert')).toContainText('This file is no arm of the Lab');
    await page.getByLabel('Arm file').setInputFiles({
      name: 'centred.safetensors',
      mimeType: 'application/octet-stream',
      buffer: tensors.bytes,
    });
    await expect(others).toContainText('was read.');
  });

  test('a sweep over α draws a curve for each figure, and the paper’s apart from them', async ({ page }) => {
    test.slow();
    await openLab(page);
    const sweep = page.getByRole('region', { name: 'Sweep', exact: true });
    await sweep.getByLabel('Step').selectOption('0.5');
    await sweep.getByRole('button', { name: 'Sweep over α' }).click();
    await expect(sweep.getByRole('img', { name: /over α, measured here$/ })).toHaveCount(4, {
      timeout: 60_000,
    });
    await expect(sweep.getByRole('region', { name: 'Published, not measured here' })).toContainText('XLM-R');
    await expect(sweep.getByRole('button', { name: 'Sweep over α' })).toBeEnabled({ timeout: 60_000 });
    await sweep.getByText('number of languages').click();
    await sweep.getByLabel(/^Languages in the order/).fill('en am xx');
    await expect(sweep).toContainText('Not in this shard: xx.');
  });

  test('self-training shows its rounds, with precision, drift and gain', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Self-training and mining');
    await page.getByLabel('Rounds').fill('2');
    await train(page).click();
    const rounds = run(page).getByRole('region', { name: /^Rounds/ });
    await expect(rounds.getByRole('row')).toHaveCount(3, { timeout: 60_000 });
    await expect(results(page).getByRole('article')).toHaveCount(1, { timeout: 60_000 });
    for (const row of (await rounds.getByRole('row').all()).slice(1)) {
      await expect(row.getByRole('cell').last()).toHaveText(/^−?\d\.\d{3}$/);
    }
  });

  test('tag and weights of views make arms without training', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Query side');
    await page.getByRole('button', { name: 'Make an arm with this tag' }).click();
    await expect(page.getByText(/\[own language\] is ready/)).toBeVisible({ timeout: 60_000 });
    await chooseRecipe(page, 'Several views of one text');
    await page.getByRole('slider', { name: /^Lexical/ }).fill('0.5');
    await page.getByRole('button', { name: 'Make an arm with these weights' }).click();
    const ready = page.getByRole('status').filter({ hasText: 'is ready' });
    await expect(ready).toBeVisible({ timeout: 60_000 });
    await ready.getByRole('button', { name: /beside the others$/ }).click();
    await waitForIndexes(page);
    await expect(armChips(page)).toHaveCount(2);
  });

  test('orders come out of a file, or of a cross-encoder in a folder of the person’s own', async ({
    page,
  }) => {
    test.slow();
    await openLab(page, 'arms=bag-hybrid&from=en&in=en,de&rows=first:12');
    await chooseRecipe(page, 'Query side');
    await chooseSegment(page.getByRole('radio', { name: 'reranking' }));
    await page.getByLabel('Orders', { exact: true }).fill('{"query": "nobody", "ranking": ["nothing"]}');
    await page.getByRole('button', { name: 'Make an arm of this text' }).click();
    await expect(page.getByText('This arm could not be put together')).toBeVisible({ timeout: 30_000 });

    const folder = page.getByLabel('Cross-encoder folder');
    // A folder that lacks what is needed says so, and makes no arm.
    await folder.setInputFiles('e2e/support');
    await expect(page.getByText(/support lacks config\.json/)).toBeVisible({ timeout: 30_000 });
    await page.getByLabel('Passages of each question').fill('5');
    await folder.setInputFiles('src/engine/cross-encoder/fixtures/bert-tiny');
    const ready = page.getByRole('status').filter({ hasText: 'bert-tiny, first 5 is ready' });
    await expect(ready).toContainText('12 queries', { timeout: 60_000 });
    await ready.getByRole('button', { name: /beside the others$/ }).click();
    await waitForIndexes(page);
    await expect(armChips(page)).toHaveCount(2);
  });

  test('what an arm was trained on judges no arm', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Controls without training');
    await page.getByRole('button', { name: 'Fit and measure' }).click();
    await results(page)
      .getByRole('button', { name: /beside the others$/ })
      .click({ timeout: 60_000 });
    await waitForIndexes(page);
    await goTo(page, 'Recall');
    await expect(page.getByText('Arm B was trained in the Lab')).toBeVisible();
    await expect(page.getByText('n = 520 queries').first()).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: /Encoders/ }).click();
    await page.getByRole('button', { name: 'Remove arm B' }).click();
    await goTo(page, 'Recall');
    await expect(page.getByText('n = 1,040 queries').first()).toBeVisible({ timeout: 60_000 });
  });

  test('the plan of optimal transport is drawn for a pair of parallel questions', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Optimal transport');
    const plan = page.getByRole('region', { name: 'Transport plan' });
    await plan.getByRole('button', { name: 'Take a parallel question' }).click();
    await plan.getByRole('button', { name: 'Draw the plan' }).click();
    const grid = plan.getByRole('grid', { name: /^Transport plan/ });
    await expect(grid).toBeVisible({ timeout: 60_000 });
    await grid.locator('[data-cell="0 0"]').focus();
    await page.keyboard.press('ArrowRight');
    await expect(grid.locator('[data-cell="0 1"]')).toBeFocused();
    await expect(plan).toContainText(/goes to/);
  });

  test('a shard that is cut anew closes the bench, and keeps the results', async ({ page }) => {
    test.slow();
    await openLab(page);
    await chooseRecipe(page, 'Controls without training');
    await page.getByRole('button', { name: 'Fit and measure' }).click();
    await expect(results(page).getByRole('article')).toHaveCount(1, { timeout: 60_000 });
    await page.getByRole('button', { name: /Languages: queries in/ }).click();
    await page
      .getByRole('group', { name: /^Queries in/ })
      .getByRole('checkbox')
      .first()
      .uncheck();
    await expect(bench(page)).toContainText('The shard was cut anew', { timeout: 60_000 });
    await expect(results(page).getByRole('article')).toHaveCount(1);
  });

  test('without an encoder there is nothing to train on, and the Lab says so', async ({ page }) => {
    await openApp(page, 'view=lab&arms=bm25');
    await waitForIndexes(page);
    await expect(page.getByText('The Lab trains on the vectors of an indexed encoder')).toBeVisible();
  });
});
