import { expect, test } from '@playwright/test';
import { openApp, waitForIndexes } from './support/app.ts';
import { jsonLines, parallelRows } from './support/files.ts';

test.describe('xQG', () => {
  test('shows the means before and after, and the slider changes them', async ({ page }) => {
    await openApp(page, 'view=xqg&arms=bag-hybrid');
    await waitForIndexes(page);
    const arm = page.getByRole('region', { name: /^A / });
    const means = arm.getByRole('table', { name: 'Means before and after fusion' });
    await expect(means).toContainText(/\d\.\d{3}/);
    const before = await means.getByRole('row').nth(1).getByRole('cell').first().textContent();

    const slider = page.getByRole('slider', { name: 'α, weight of a query' });
    await slider.fill('0');
    await expect(page).toHaveURL(/[?&]xqg=sum:0:/);
    // Without any weight nothing may change; a mean over nothing has no change to show.
    for (const row of (await means.getByRole('row').all()).slice(1)) {
      await expect(row.getByRole('cell').last()).toHaveText(/^([^\d]*0(\.0+)?|–)$/);
    }
    await slider.fill('0.12');
    await expect(page).toHaveURL(/[?&]xqg=sum:0\.12:/);
    await expect(means.getByRole('row').last().getByRole('cell').last()).not.toHaveText(/^[^\d]*0(\.0+)?$/);
    await expect(means.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(before ?? '');
  });

  test('a link keeps α, the number of queries and the kind of fusion', async ({ page }) => {
    await openApp(page, 'view=xqg&arms=bag-hybrid&xqg=mean:0.4:2:');
    await waitForIndexes(page);
    await expect(page.getByRole('slider', { name: 'α, weight of a query' })).toHaveValue('0.4');
    await expect(page.getByRole('slider', { name: 'Queries for each language' })).toHaveValue('2');
    await expect(page.getByRole('radio', { name: 'mean', exact: true })).toBeChecked();
    await page.reload();
    await expect(page.getByRole('slider', { name: 'α, weight of a query' })).toHaveValue('0.4');
  });

  test('BM25 stays as it is, and says why', async ({ page }) => {
    await openApp(page, 'view=xqg&arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    await expect(page.getByRole('region', { name: 'B BM25' })).toContainText(
      'BM25 has no vectors to fuse queries into',
    );
  });

  test('the curves are drawn when asked for, with their numbers beside them', async ({ page }) => {
    test.slow();
    await openApp(page, 'view=xqg&arms=bag-hybrid');
    await waitForIndexes(page);
    await page.getByRole('button', { name: 'Draw the curves' }).click();
    const numbers = page.getByRole('region', { name: 'Mean R@10 over α, as a table' });
    await expect(numbers.getByRole('row').last()).toContainText(/\d\.\d{3}/, { timeout: 60_000 });
  });

  test('a corpus without generated queries says what is missing', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await waitForIndexes(page);
    await page.getByLabel('Corpus files').setInputFiles(jsonLines('coast.jsonl', parallelRows(3)));
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText('coast.jsonl');
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: /^xQG/ }).click();
    await expect(page.getByText('This corpus has no generated queries.')).toBeVisible();
  });
});
