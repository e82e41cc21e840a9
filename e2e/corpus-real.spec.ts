import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { openCorpus, openFiles, ownFiles, plan, readPlanned, report } from './support/corpus.ts';

const EVAL = fileURLToPath(new URL('../../shared/data/eval/', import.meta.url));

/** Real files go through the browser's own dialog; where they are not beside the checkout, these are skipped. */
test.describe('files of public datasets', () => {
  test.skip(!existsSync(EVAL), 'needs ../shared/data/eval');
  const paths = (folder: string, pattern: RegExp): string[] =>
    readdirSync(`${EVAL}${folder}`)
      .filter((name) => pattern.test(name))
      .map((name) => `${EVAL}${folder}/${name}`);

  test('XQuAD-R opens without a question', async ({ page }) => {
    test.slow();
    await openCorpus(page);
    await openFiles(page, ...paths('xquad-r', /\.json$/));
    await expect(ownFiles(page)).toContainText(/13,014\s*passages/, { timeout: 60_000 });
    await expect(ownFiles(page)).toContainText(/13,090\s*queries/);
    await expect(ownFiles(page)).toContainText(/11\s*languages/);
  });

  test('AmQA says that its language was guessed', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, ...paths('amqa', /dev_data\.json$/));
    await expect(plan(page)).toContainText('It was told from the text: Amharic.');
    await readPlanned(page);
    await expect(ownFiles(page)).toContainText(/\d+\s*passages/);
    await expect(report(page, /dev_data\.json/)).toContainText('Amharic');
  });

  test('MKQA opens as questions that answer each other', async ({ page }) => {
    test.slow();
    await openCorpus(page);
    await openFiles(page, ...paths('mkqa', /mkqa-(km|en)\.jsonl$/));
    const waits = plan(page);
    await expect(waits.or(ownFiles(page).getByText('queries'))).toBeVisible({ timeout: 60_000 });
    if (await waits.isVisible()) await readPlanned(page);
    await expect(ownFiles(page)).toContainText(/[1-9][\d,]*\s*passages/, { timeout: 60_000 });
    await expect(ownFiles(page)).toContainText(/[1-9][\d,]*\s*queries/);
  });
});
