import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { armChips, goTo, openApp, waitForIndexes } from './support/app.ts';

/** The run that an arm saves. */
async function savedRun(page: Page, letter: string): Promise<string> {
  const card = page.getByRole('main').getByRole('region', { name: new RegExp(`^Arm ${letter},`) });
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save its run' }).click();
  return readFile(await (await download).path(), 'utf8');
}

async function meanOf(page: Page, place: number): Promise<string> {
  const card = page.getByRole('list', { name: 'Mean MRR' }).getByRole('listitem').nth(place);
  await expect(card).toContainText(/\d\.\d{3}/);
  return /\d\.\d{3}/.exec((await card.textContent()) ?? '')?.[0] ?? '';
}

test.describe('runs in and out', () => {
  test('a run that was saved comes back as an arm with the same figures', async ({ page }) => {
    test.slow();
    await openApp(page, 'view=encoders&arms=bag-hybrid&measure=MRR');
    await waitForIndexes(page);
    const run = await savedRun(page, 'A');
    const lines = run.trimEnd().split('\n');
    expect(lines).toHaveLength(1_040 * 100);
    expect(lines[0]).toMatch(/^\S+ Q0 \S+ 1 0\.\d+ bag-hybrid$/);

    await goTo(page, 'Corpus');
    await page
      .getByLabel('Corpus files')
      .setInputFiles({ name: 'theirs.run.gz', mimeType: 'application/gzip', buffer: gzipSync(run) });
    await expect(armChips(page)).toHaveCount(2);
    await waitForIndexes(page);
    await expect(page).toHaveURL(/arms=bag-hybrid,run:theirs/);
    await goTo(page, 'Recall');
    expect(await meanOf(page, 1)).toBe(await meanOf(page, 0));
  });

  test('queries without results count as 0 and are marked', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25&measure=MRR');
    await waitForIndexes(page);
    const demo = await (await page.request.get('/demo/am.jsonl')).text();
    const gold = demo
      .split('\n')
      .filter((line) => line.includes('"relevant"'))
      .map((line) => JSON.parse(line) as { id: string; relevant: string[] });
    const run = gold.slice(0, 40).map(({ id, relevant }) => `${id} Q0 ${relevant[0] ?? ''} 1 1.0 half`);
    await page
      .getByLabel('Corpus files')
      .setInputFiles({ name: 'half.run', mimeType: 'text/plain', buffer: Buffer.from(run.join('\n')) });
    await expect(armChips(page)).toHaveCount(2);
    await waitForIndexes(page);
    await goTo(page, 'Recall');
    await expect(page.getByRole('list', { name: 'Mean MRR' })).toContainText('1,000 without results');
    await goTo(page, 'Queries');
    await page.getByText('lowest of B').click();
    await expect(page.getByRole('region', { name: 'Queries, scrollable' })).toContainText('no results');
  });

  test('qrels and generated queries join the corpus that is open', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25&measure=MRR');
    await waitForIndexes(page);
    const qrels = 'am-coffee-ceremony-1-q 0 nowhere 1\nunknown 0 am-coffee-ceremony-1 1\n';
    await page
      .getByLabel('Corpus files')
      .setInputFiles({ name: 'mine.qrels', mimeType: 'text/plain', buffer: Buffer.from(qrels) });
    const report = page.getByRole('region', { name: 'What was read' });
    await expect(report).toContainText('TREC qrels');
    await expect(report).toContainText('that the corpus does not hold');
    await expect(page.getByRole('region', { name: 'Demo shard' })).toContainText('1,040');
  });

  test('a link names a run but cannot open it, and says what to do', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25,run:gone');
    await expect(page.getByRole('main')).toContainText('Open it again under Corpus');
  });
});
