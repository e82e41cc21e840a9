import { expect, test } from '@playwright/test';
import { columns, openApp, waitForIndexes } from './support/app.ts';

test.describe('from chart to cause', () => {
  test('a row of Recall leads to its queries, and a query to both rankings', async ({ page }) => {
    await openApp(page, 'view=recall&arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    const table = page.getByRole('region', { name: 'All measures, scrollable' });
    await table.getByRole('link', { name: /^km/ }).click();
    await expect(page).toHaveURL(/view=queries/);
    await expect(page).toHaveURL(/cell=km:/);

    const queries = page.getByRole('region', { name: 'Queries, scrollable' });
    const rows = queries.getByRole('row');
    await expect(rows.nth(1)).toContainText(/[\u1780-\u17ff]/);
    const spreads = await rows.locator('td:last-child').allTextContents();
    const numbers = spreads.map(Number);
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(numbers[0]).toBeGreaterThan(0);

    const first = rows.nth(1).getByRole('link');
    const text = (await first.textContent()) ?? '';
    await first.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/[?&]id=/);
    await expect(columns(page)).toHaveCount(2);
    await expect(page.getByRole('list', { name: 'Agreement, each two' })).toContainText(/share \d+ of 10/);
    await expect(columns(page).first()).toContainText(/of \d+ relevant in the top 10, \d+ unjudged/);
    expect(text).toMatch(/[\u1780-\u17ff]/);
    await page.goBack();
    await expect(queries).toBeVisible();
  });

  test('tests every two arms, question by question, and refuses arms that have not run', async ({ page }) => {
    await openApp(page, 'view=queries&arms=bag-hybrid,bm25,run:missing');
    const pairs = page.getByRole('region', { name: 'Pairs of arms, scrollable' });
    await expect(pairs.getByRole('row')).toHaveCount(4, { timeout: 60_000 });
    await expect(pairs.getByRole('row').nth(1)).toContainText('+0.', { timeout: 60_000 });
    const [, tested, ...blocked] = await pairs.getByRole('row').allTextContents();
    // Parallel queries are averaged: 80 questions, not 1,040 queries.
    expect(tested).toMatch(/\+0\.\d{3}.*80$/);
    expect(blocked.every((row) => row.includes('has not run'))).toBe(true);
  });

  test('a cell of a heat map leads to its pair of languages', async ({ page }) => {
    await openApp(page, 'view=bias&arms=bag-hybrid');
    await waitForIndexes(page);
    const map = page.getByRole('grid').nth(1);
    await map.locator('[data-cell="0 1"]').click();
    await expect(page).toHaveURL(/view=queries/);
    await expect(page).toHaveURL(/setting=cross/);
    await expect(page).toHaveURL(/cell=[a-z]{2}:[a-z]{2}/);
    await expect(page.getByRole('region', { name: /^Queries in .*, passages in / })).toBeVisible();
  });
});
