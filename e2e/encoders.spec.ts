import { expect, test } from '@playwright/test';
import { armChips, chooseSegment, openApp, waitForIndexes } from './support/app.ts';

test.describe('encoders', () => {
  test('show what each is, how it was measured and what it never saw', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await expect(page.getByRole('article').filter({ hasText: 'bag-hybrid' })).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: 'bag-mono' })).toBeVisible();
    await expect(page.getByRole('article', { name: 'BM25' })).toContainText('How a text becomes terms');
    const card = page.getByRole('article').filter({ hasText: 'bag-hybrid' });
    for (const fact of ['Size', 'Dimensions', 'Weights', 'Batches', 'Pooling', 'Licence']) {
      await expect(card.getByText(fact, { exact: true }).first()).toBeVisible();
    }
    await expect(card).toContainText('Texts seen in training');
    await card.getByText('How it was trained, and on what').click();
    await expect(card).toContainText('Architecture');
  });

  test('an arm is added and removed, and the address keeps up', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await waitForIndexes(page);
    await page
      .getByRole('article')
      .filter({ hasText: 'bag-mono' })
      .getByRole('button', { name: 'Add as arm B' })
      .click();
    await expect(page).toHaveURL(/[?&]arms=bm25,bag-mono(&|$)/);
    await expect(armChips(page)).toHaveCount(2);
    await waitForIndexes(page);
    await page.getByRole('button', { name: 'Move arm B to the left' }).click();
    await expect(page).toHaveURL(/[?&]arms=bag-mono,bm25(&|$)/);
    await page.getByRole('button', { name: 'Remove arm A' }).click();
    await expect(page).toHaveURL(/[?&]arms=bm25(&|$)/);
    await expect(armChips(page)).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Remove arm A' })).toBeDisabled();
  });

  test('four arms are the most', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25,bm25,bm25,bm25');
    await expect(armChips(page)).toHaveCount(4);
    const add = page.getByRole('button', { name: 'Four arms are in use' });
    await expect(add.first()).toBeDisabled();
  });

  test('a device chosen by hand is used, and the card says why', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    await waitForIndexes(page);
    const card = page.getByRole('region', { name: /^Arm A, / });
    await chooseSegment(card.getByRole('radio', { name: 'WASM' }));
    await expect(page).toHaveURL(/[?&]arms=bag-hybrid@wasm/);
    await waitForIndexes(page);
    await expect(card).toContainText(/WASM with (one thread|\d+ threads), as you chose\./);
    await expect(card).toContainText(/texts\/s/);
    await expect(card).toContainText(/passages and [\d,]+ queries indexed in/);
  });
});
