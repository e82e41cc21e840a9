import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { armChips, goTo, indexAndPause, openApp, waitForIndexes } from './support/app.ts';
import type { TestFile } from './support/files.ts';
import { jsonLines } from './support/files.ts';

/** More than the 3,000 that are indexed unasked. */
const PASSAGES = 3200;
const WORDS = [
  'harbour',
  'lantern',
  'granite',
  'orchard',
  'meadow',
  'copper',
  'violin',
  'glacier',
  'saffron',
  'anchor',
  'thunder',
];

/** Long enough a text each for a pause to fall into the work. */
function largeCorpus(): TestFile {
  const passages = Array.from({ length: PASSAGES }, (_, index) => ({
    id: `p${String(index)}`,
    lang: 'en',
    text: Array.from(
      { length: 150 },
      (_word, place) => WORDS[(index * 7 + place * (1 + (index % 10))) % WORDS.length],
    ).join(' '),
  }));
  const query = { id: 'q0', lang: 'en', text: 'harbour lantern', relevant: ['p0'] };
  return jsonLines('large.jsonl', [...passages, query]);
}

async function openLarge(page: Page): Promise<void> {
  await openApp(page, 'view=corpus&arms=bag-hybrid@wasm');
  // The demo is there, and need not be indexed.
  await expect(armChips(page).first()).toContainText(/indexing|ready/, { timeout: 60_000 });
  await page.getByLabel('Corpus files').setInputFiles(largeCorpus());
  await expect(page.getByRole('region', { name: 'Shard', exact: true })).toContainText('3,200 passages');
}

test.describe('indexing', () => {
  test.describe.configure({ timeout: 270_000 });

  test('a large corpus waits for its button', async ({ page }) => {
    await openLarge(page);
    await expect(page.getByRole('button', { name: 'Index 3,200 passages with 1 arm' })).toBeVisible();
    await expect(armChips(page).first()).toContainText('not indexed');
  });

  test('shows its progress, keeps what is done on a pause, and goes on from there', async ({ page }) => {
    await openLarge(page);
    await goTo(page, 'Encoders');
    const card = page.getByRole('region', { name: /^Arm A, / });
    expect(await indexAndPause(card, 'Index 3,200 passages')).toBe('Indexing, arm A');
    await expect(card.getByRole('progressbar', { name: 'Paused, arm A' })).toBeVisible();
    await expect(card).toContainText(/Paused at [1-9][\d,]* of 3,201; what is done is kept and searched/, {
      timeout: 60_000,
    });
    await expect(armChips(page).first()).toContainText(/paused at \d+ %/);

    await goTo(page, 'Search');
    await page.getByRole('searchbox').fill('harbour lantern');
    await page.getByRole('searchbox').press('Enter');
    await expect(page.getByRole('article').first()).toBeVisible();

    await page.getByRole('button', { name: 'Go on' }).click();
    await waitForIndexes(page);
    await expect(page.getByRole('region', { name: /^Arm A, / })).toContainText('3,200 searched');
  });

  test('an index half built goes on after a reload, and says what was kept', async ({ page }) => {
    await openLarge(page);
    // The corpus has to be here again when the page is.
    await expect(page.getByText('Kept in this browser: it opens again by itself.')).toBeVisible();
    await goTo(page, 'Encoders');
    const card = page.getByRole('region', { name: /^Arm A, / });
    // However little was done: a pause keeps it, and says so when it is written.
    await indexAndPause(card, 'Index 3,200 passages');
    await expect(card).toContainText(/Paused at [1-9][\d,]* of 3,201; what is done is kept and searched/, {
      timeout: 60_000,
    });
    await page.reload();
    await card.getByRole('button', { name: 'Index 3,200 passages' }).click();
    await waitForIndexes(page);
    await expect(card).toContainText(/[1-9][\d,]* of 3,201 texts were encoded before, and kept/);
  });
});
