import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openCorpus, openFiles, ownFiles, plan, shard } from './support/corpus.ts';

const PASSAGES = 200_000;
/** Far apart, so that a sample hardly holds them by chance. */
const RELEVANT = [17, 99_999, 180_001] as const;

/** Some 60 MB of JSON Lines in two languages, with queries at the end. */
function writeLarge(path: string): void {
  const file = openSync(path, 'w');
  const filler = 'The lighthouse stands on the northern coast, where the ships pass in the night. '.repeat(3);
  for (let from = 0; from < PASSAGES; from += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, i) => {
      const n = from + i;
      return JSON.stringify({
        id: `p${String(n)}`,
        lang: n % 10 === 0 ? 'am' : 'en',
        text: `${String(n)} ${filler}`,
      });
    });
    writeSync(file, `${rows.join('\n')}\n`);
  }
  for (const n of RELEVANT) {
    writeSync(
      file,
      `${JSON.stringify({ id: `q${String(n)}`, lang: 'en', text: `Lighthouse ${String(n)}`, relevant: [`p${String(n)}`] })}\n`,
    );
  }
  closeSync(file);
}

test.describe('a corpus that is too large to be held', () => {
  let folder = '';
  let path = '';
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosslens-large-'));
    path = join(folder, 'large.jsonl');
    writeLarge(path);
  });
  test.afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('is sampled by a seed, the same number of each language, with what is relevant', async ({ page }) => {
    test.slow();
    await openCorpus(page);
    await openFiles(page, path);
    await expect(plan(page)).toContainText(/That is much: about .* passages in \d+ MB/);
    await expect(plan(page).getByRole('radio', { name: 'a sample' })).toBeChecked();
    await expect(plan(page).getByLabel('the same number of every language')).toBeChecked();
    await plan(page).getByLabel('of each language').fill('300');
    await plan(page)
      .getByRole('button', { name: /^Read 600 of about \d\d\d,000 passages$/ })
      .click();
    await expect(page.getByRole('progressbar', { name: /Reading the corpus/ })).toBeVisible();
    await expect(ownFiles(page)).toContainText(/60[0-3]\s*passages/, { timeout: 120_000 });
    await expect(ownFiles(page)).toContainText(/3\s*queries/);
    await expect(shard(page).getByRole('group', { name: /^Passages in/ })).toContainText(/am.*30[0-3]/);
    await expect(page.getByRole('region', { name: 'Files that were read' })).toContainText(
      /60\d of its 200,000 passages were taken in/,
    );
  });

  test('can be stopped half-way, and what was open stays', async ({ page }) => {
    test.slow();
    await openCorpus(page);
    await openFiles(page, path);
    await plan(page)
      .getByRole('button', { name: /^Read / })
      .click();
    const progress = page.getByRole('progressbar', { name: /Reading the corpus/ });
    await expect(progress).toBeVisible();
    await expect(page.getByText(/MB of \d+\.\d.MB/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(progress).toBeHidden();
    await expect(page.getByRole('region', { name: 'Demo shard' })).toContainText('open');
    await expect(shard(page)).toContainText('1,040 passages');
  });
});
