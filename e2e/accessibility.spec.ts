import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openApp, waitForIndexes } from './support/app.ts';
import { axeFindings, overflowOf, WIDTHS } from './support/axe.ts';

/** The views with their headings, in the order of the keys that lead to them. */
const VIEWS = {
  corpus: 'Corpus',
  encoders: 'Encoders',
  search: 'Search',
  recall: 'Recall',
  queries: 'Queries',
  bias: 'Language bias',
  xqg: 'xQG',
  lab: 'Lab',
  regimes: 'Regimes',
  storage: 'Storage',
} as const;

/** Shows one view after the other on one page, so that the arms are opened and indexed once. */
async function onEveryView(page: Page, check: (view: string) => Promise<void>): Promise<void> {
  await openApp(page, 'view=corpus&arms=bag-hybrid,bm25');
  await waitForIndexes(page);
  for (const [place, [view, heading]] of Object.entries(VIEWS).entries()) {
    await page.keyboard.press(String((place + 1) % 10));
    await expect(page.getByRole('main').getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await check(view);
  }
}

test.describe('accessibility', () => {
  for (const width of WIDTHS) {
    test(`axe finds nothing on every view, in either theme, ${String(width)} wide`, async ({ page }) => {
      // Each view twice; axe alone takes seconds, and many times that on a machine that does other things too.
      test.setTimeout(600_000);
      await page.setViewportSize({ width, height: 900 });
      await onEveryView(page, async (view) => {
        expect.soft(await axeFindings(page), view).toEqual([]);
      });
    });

    test(`axe finds nothing in the lessons, in either theme, ${String(width)} wide`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await openApp(page, 'view=corpus&arms=bm25&tour=language-bias:2');
      await waitForIndexes(page);
      const tour = page.getByRole('complementary', { name: 'Lessons' });
      await tour.getByRole('button', { name: 'Show the answer' }).click();
      await tour.getByText('Sources').click();
      expect.soft(await axeFindings(page)).toEqual([]);
      await tour.getByRole('button', { name: 'All lessons' }).click();
      await expect(tour.getByRole('listitem')).toHaveCount(6);
      await page
        .getByLabel('Lesson file')
        .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
      await expect(tour.getByRole('alert')).toContainText('a.json');
      expect.soft(await axeFindings(page)).toEqual([]);
      // On a phone nothing of it may reach past the edge.
      expect.soft(await overflowOf(page)).toBe(0);
    });
  }

  test('nothing but the page itself scrolls sideways out of a phone', async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 390, height: 844 });
    await onEveryView(page, async (view) => {
      expect.soft(await overflowOf(page), view).toBe(0);
    });
  });

  test('the first Tab reaches a link past the frame', async ({ page }) => {
    await openApp(page, 'arms=bm25');
    await waitForIndexes(page);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to Search' });
    await expect(skip).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('keys lead to the views, the query and the list of keys', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await waitForIndexes(page);
    await page.keyboard.press('4');
    await expect(page).toHaveURL(/[?&]view=recall/);
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    // In a field a key is a letter.
    await page.keyboard.type('1?');
    await expect(page.getByRole('searchbox')).toHaveValue(/1\?$/);
    await page.getByRole('searchbox').blur();
    await page.keyboard.press('?');
    await expect(page.getByRole('complementary', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary', { name: 'Keys' })).toBeHidden();
  });

  test('arrow keys move along the results', async ({ page }) => {
    await openApp(page, 'arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    const cards = page.getByRole('region', { name: /^Arm A, / }).getByRole('article');
    await cards.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(cards.nth(1)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(cards.first()).toBeFocused();
  });
});
