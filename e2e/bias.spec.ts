import { expect, test } from '@playwright/test';
import { chooseSegment, openApp, waitForIndexes } from './support/app.ts';

/** Cells that stand for a pair of languages; the means beside them are cells of the grid too. */
const CELL = '[data-cell]';

test.describe('bias', () => {
  test('draws both heat maps, with a sentence in every cell', async ({ page }) => {
    await openApp(page, 'view=bias&arms=bag-hybrid');
    await waitForIndexes(page);
    await expect(page.getByRole('grid', { name: /share of the top 10/ })).toBeVisible();
    await expect(page.getByRole('grid', { name: /single-target MRR/ })).toBeVisible();
    for (const cell of await page.getByRole('grid').first().locator(CELL).all()) {
      await expect(cell).toHaveAttribute('aria-label', /\S/);
    }
    await expect(
      page.getByRole('region', { name: 'Rank distance of parallel relevant passages' }),
    ).toContainText(/± [\d,.]+ \(95 %, n = [\d,]+\)|No query has relevant passages in two languages/);
  });

  test('arrow keys, Home and End move through a map', async ({ page }) => {
    await openApp(page, 'view=bias&arms=bag-hybrid');
    await waitForIndexes(page);
    const cells = page.getByRole('grid').first().getByRole('row').nth(1).locator(CELL);
    await cells.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(cells.nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(cells.last()).toBeFocused();
    await page.keyboard.press('Home');
    await expect(cells.first()).toBeFocused();
    // Only the cell that was last visited is a stop of the Tab key.
    await expect(page.getByRole('grid').first().locator(`${CELL}[tabindex="0"]`)).toHaveCount(1);
  });

  test('the table holds what the maps draw', async ({ page }) => {
    await openApp(page, 'view=bias&arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    await chooseSegment(page.getByRole('radio', { name: 'table' }));
    await expect(page).toHaveURL(/[?&]table=1/);
    const table = page.getByRole('region', { name: 'All pairs of languages, scrollable' });
    await expect(table.getByRole('columnheader', { name: 'share' })).toHaveCount(2);
    await expect(table.getByRole('row').nth(2)).toContainText(/\d\.\d{3}/);
    await expect(page.getByRole('grid')).toHaveCount(0);
  });
});
