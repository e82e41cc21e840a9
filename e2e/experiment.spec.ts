import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openApp, waitForIndexes } from './support/app.ts';

interface Saved {
  link: string;
  arms: { id: string; hashes: Record<string, string> }[];
  figures: { measure: string; queryLanguage: string; value: number | null }[];
  corpus: { shardHash: string };
}

test('an experiment file rebuilds the comparison, and names a figure that no longer comes out', async ({
  page,
}) => {
  test.slow();
  await openApp(page, 'view=recall&arms=bag-hybrid,bm25&in=am,en&from=am,en&measure=MRR&xqg=sum:0.03:2:');
  await waitForIndexes(page);
  await page.getByRole('button', { name: 'Experiment' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as Saved;
  expect(file.arms.map(({ id }) => id)).toEqual(['bag-hybrid', 'bm25']);
  expect(Object.values(file.arms[0]?.hashes ?? {}).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  expect(file.figures.length).toBeGreaterThan(50);
  expect(JSON.stringify(file)).not.toMatch(/[\u1200-\u137f]/);

  await openApp(page);
  await waitForIndexes(page);
  const open = async (name: string, content: Saved): Promise<void> => {
    await page.getByRole('button', { name: 'Experiment' }).click();
    await page.getByLabel('Experiment file').setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(content)),
    });
  };
  await open('mine.json', file);
  await expect(page).toHaveURL(/arms=bag-hybrid,bm25/);
  await expect(page).toHaveURL(/in=am,en/);
  await expect(page.getByText(/mine\.json: all \d+ figures come out again/)).toBeVisible({ timeout: 60_000 });

  const changed = structuredClone(file);
  const first = changed.figures.find(({ measure, value }) => measure === 'MRR' && value !== null);
  if (first !== undefined) first.value = (first.value ?? 0) + 0.01;
  await page.keyboard.press('Escape');
  await open('changed.json', changed);
  await expect(page.getByText(/changed\.json: 1 of \d+ figures no longer come out/)).toBeVisible({
    timeout: 60_000,
  });

  await page.keyboard.press('Escape');
  await open('bad.json', { ...file, figures: 'none' } as unknown as Saved);
  await expect(page.getByRole('alert')).toContainText('bad.json is no experiment file');
});
