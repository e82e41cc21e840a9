import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openApp, waitForIndexes } from './support/app.ts';

const VIEWS = ['corpus', 'encoders', 'search', 'recall', 'queries', 'bias', 'xqg', 'lab', 'storage'] as const;
const WIDTHS = [1440, 390] as const;
const THEMES = ['light', 'dark'] as const;

test.describe('accessibility', () => {
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      test(`axe finds nothing on every view, ${theme}, ${String(width)} wide`, async ({ page }) => {
        test.setTimeout(300_000);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        for (const view of VIEWS) {
          await openApp(page, `view=${view}&arms=bag-hybrid,bm25`);
          await waitForIndexes(page);
          await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(
            ({ id, nodes }) =>
              `${view}: ${id}: ${nodes
                .slice(0, 3)
                .map(({ html }) => html.slice(0, 160))
                .join(' | ')}`,
          );
          expect.soft(found).toEqual([]);
        }
      });
    }
  }

  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      test(`axe finds nothing in the lessons, ${theme}, ${String(width)} wide`, async ({ page }) => {
        test.slow();
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await openApp(page, 'view=corpus&arms=bm25&tour=language-bias:2');
        await waitForIndexes(page);
        const tour = page.getByRole('complementary', { name: 'Lessons' });
        await tour.getByRole('button', { name: 'Show the answer' }).click();
        await tour.getByText('Sources').click();
        const found = async (): Promise<readonly string[]> =>
          (await new AxeBuilder({ page }).analyze()).violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
          );
        expect.soft(await found()).toEqual([]);
        await tour.getByRole('button', { name: 'All lessons' }).click();
        await expect(tour.getByRole('listitem')).toHaveCount(6);
        await page
          .getByLabel('Lesson file')
          .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
        await expect(tour.getByRole('alert')).toContainText('a.json');
        expect.soft(await found()).toEqual([]);
        // On a phone nothing of it may reach past the edge.
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(overflow).toBe(0);
      });
    }
  }

  test('nothing but the page itself scrolls sideways out of a phone', async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 390, height: 844 });
    for (const view of VIEWS) {
      await openApp(page, `view=${view}&arms=bag-hybrid,bm25`);
      await waitForIndexes(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, view).toBe(0);
    }
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
