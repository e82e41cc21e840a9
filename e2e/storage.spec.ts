import { expect, test } from '@playwright/test';
import { goTo, openApp } from './support/app.ts';
import { zooFolder } from './support/hub-server.ts';
import { addPanel, armCard, chooseFolder, readAndAdd, waitForArm } from './support/own-encoders.ts';

test.describe('storage', () => {
  test('lists what is kept, and deletes it when it was asked twice', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
    await page.getByRole('link', { name: 'What this browser keeps' }).click();
    const own = page.getByRole('region', { name: 'Encoders of your own' });
    await expect(own.getByRole('heading', { name: 'bert-mean' })).toBeVisible();
    await expect(own).toContainText(/\d\skB · \d+ \w+ \d{4}/);
    await expect(page.getByRole('region', { name: 'Room' })).toContainText(/left/);

    await own.getByRole('button', { name: 'Delete bert-mean' }).press('Enter');
    // The harmless answer has the focus.
    await expect(own.getByRole('button', { name: 'Keep' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(own.getByRole('button', { name: 'Delete bert-mean' })).toBeFocused();
    await own.getByRole('button', { name: 'Delete bert-mean' }).click();
    await own.getByRole('button', { name: /^Delete it, / }).click();
    await expect(own).toBeHidden();
    await expect(page.getByText(/bert-mean deleted; .* free again/)).toBeFocused();

    // What is open goes on; the next visit asks for it.
    await goTo(page, 'Encoders');
    await expect(armCard(page, 'B')).toContainText('indexed in');
    await page.reload();
    await expect(armCard(page, 'B')).toContainText('bert-mean is not in this browser');
  });

  test('says what becomes of a plea to keep it', async ({ page }) => {
    await openApp(page, 'view=storage&arms=bm25');
    const room = page.getByRole('region', { name: 'Room' });
    await room.getByRole('button', { name: 'Ask the browser to keep it' }).click();
    await expect(room).toContainText(/keeps this for good|did not agree/);
  });

  test('where the browser keeps nothing, it says so, and encoders work until the page is closed', async ({
    page,
    context,
  }) => {
    // Private windows refuse the private file system in workers as on the page.
    await context.route(/\/assets\/[^/]*worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      const refuse =
        'navigator.storage.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));';
      await route.fulfill({ response, body: `${refuse}\n${await response.text()}` });
    });
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await addPanel(page)
      .getByRole('button', { name: /^Read .* from the folder$/ })
      .click();
    await expect(addPanel(page)).toContainText('It is gone when this page is closed.');
    await addPanel(page).getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
    await goTo(page, 'Storage');
    await expect(page.getByText('This browser keeps nothing')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Encoders of your own' })).toContainText('In memory');
  });

  test('an encoder that finds no room works all the same, with a notice', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    const browser = await page.context().newCDPSession(page);
    await browser.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
      quotaSize: 40_000,
    });
    await chooseFolder(page, zooFolder('bert-mean'));
    await addPanel(page)
      .getByRole('button', { name: /^Read .* from the folder$/ })
      .click();
    await expect(addPanel(page)).toContainText(/no room left|keeps no files/);
    await addPanel(page).getByRole('button', { name: 'Add as arm B' }).click();
    await waitForArm(page, 'B');
  });

  test('is empty at first, and leads on', async ({ page }) => {
    await openApp(page, 'view=storage&arms=bm25');
    await expect(page.getByText('Nothing of yours is kept yet.')).toBeVisible();
    await page.getByRole('link', { name: 'Add an encoder' }).click();
    await expect(addPanel(page)).toBeVisible();
  });
});
