import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { openCorpus, openFiles, keptList, ownFiles, shard } from './support/corpus.ts';
import { jsonLines, parallelRows } from './support/files.ts';
import { chooseSegment } from './support/app.ts';

test.describe('corpora that are kept', () => {
  test('open again after a reload, by themselves and from the list, until they are deleted', async ({
    page,
  }) => {
    await openCorpus(page);
    await openFiles(page, jsonLines('coast.jsonl', parallelRows(6)));
    await expect(ownFiles(page)).toContainText('Kept in this browser: it opens again by itself.');
    await expect(page).toHaveURL(/[?&]corpus=[0-9a-f]{16}/);
    await page.reload();
    await expect(ownFiles(page)).toContainText(/12\s*passages/);
    await expect(ownFiles(page)).toContainText('coast.jsonl');
    await expect(shard(page)).toContainText('12 passages · 6 queries');

    await page.getByRole('button', { name: 'Open the demo shard' }).click();
    await expect(shard(page)).toContainText('1,040 passages');
    await keptList(page).getByRole('button', { name: 'Open coast.jsonl' }).click();
    await expect(shard(page)).toContainText('12 passages · 6 queries');

    await keptList(page).getByRole('button', { name: 'Delete coast.jsonl' }).click();
    await keptList(page)
      .getByRole('button', { name: /^Delete .*B$/ })
      .click();
    await expect(keptList(page)).toBeHidden();
    await expect(ownFiles(page)).toContainText(/12\s*passages/);
    await page.reload();
    await expect(page.getByText('This link was made with coast.jsonl')).toBeVisible();
    await expect(shard(page)).toContainText('1,040 passages');
  });

  test('queries that join are kept with it', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, jsonLines('coast.jsonl', parallelRows(4)));
    await expect(page).toHaveURL(/[?&]corpus=[0-9a-f]{16}/);
    const first = page.url();
    await openFiles(
      page,
      jsonLines('more.jsonl', [{ id: 'extra', lang: 'en', text: 'Which coast?', relevant: ['en-1'] }]),
    );
    await expect(shard(page)).toContainText('8 passages · 5 queries');
    await expect(page).not.toHaveURL(first);
    await page.reload();
    await expect(shard(page)).toContainText('8 passages · 5 queries');
    await expect(keptList(page).getByRole('listitem')).toHaveCount(1);
  });

  test('are saved as JSON Lines, which open as they were', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, jsonLines('coast.jsonl', parallelRows(3)));
    await expect(ownFiles(page)).toContainText(/6\s*passages/);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON Lines' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('coast.jsonl.gz');
    const path = await download.path();
    const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
    expect(lines).toHaveLength(1 + 9);
    await openFiles(page, {
      name: 'again.jsonl.gz',
      mimeType: 'application/gzip',
      buffer: readFileSync(path),
    });
    await expect(ownFiles(page)).toContainText('again.jsonl.gz');
    await expect(shard(page)).toContainText('6 passages · 3 queries');
  });

  test('a worker that dies reads the corpus again from where it is kept', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, jsonLines('coast.jsonl', parallelRows(5)));
    await expect(ownFiles(page)).toContainText('Kept in this browser');
    const worker = page.workers().find((of) => of.url().includes('corpus.worker'));
    if (worker === undefined) throw new Error('The corpus has no worker.');
    const next = page.waitForEvent('worker');
    await worker.evaluate(() => {
      self.close();
    });
    await next;
    await expect(shard(page)).toContainText('10 passages · 5 queries');
    await chooseSegment(shard(page).getByRole('radio', { name: 'the first' }));
    await shard(page).getByLabel('how many').fill('2');
    await expect(shard(page)).toContainText('4 passages · 2 queries');
    await expect(ownFiles(page)).toContainText('coast.jsonl');
  });
});
