import { expect, test } from '@playwright/test';
import { goTo, openApp, waitForIndexes } from './support/app.ts';
import { jsonLines } from './support/files.ts';

const ROWS = [
  {
    id: 'en-1',
    lang: 'en',
    text: 'The Mekong is the longest river in Southeast Asia. It rises in Tibet.',
    group: 'mekong',
  },
  {
    id: 'de-1',
    lang: 'de',
    text: 'Der Mekong ist der längste Fluss in Südostasien. Er entspringt in Tibet.',
    group: 'mekong',
  },
  {
    id: 'en-2',
    lang: 'en',
    text: 'Injera is a flat bread made from teff. It is eaten every day in Ethiopia.',
    group: 'injera',
  },
  {
    id: 'de-2',
    lang: 'de',
    text: 'Injera ist ein Fladenbrot aus Teff. Es wird in Äthiopien jeden Tag gegessen.',
    group: 'injera',
  },
  { id: 'q1', lang: 'en', text: 'Where does the Mekong rise?', relevant: ['en-1', 'de-1'], group: 'mekong' },
  { id: 'q2', lang: 'de', text: 'Woraus wird Injera gemacht?', relevant: ['en-2', 'de-2'], group: 'injera' },
];

test('queries are written in the browser, kept over a reload, and fused', async ({ page }) => {
  test.setTimeout(180_000);
  const open = async (): Promise<void> => {
    await openApp(page, 'view=corpus&arms=bag-hybrid');
    await waitForIndexes(page);
    await page.getByLabel('Corpus files').setInputFiles(jsonLines('small.jsonl', ROWS));
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText('small.jsonl');
    await goTo(page, 'xQG');
    await expect(page.getByText('This corpus has no generated queries.')).toBeVisible();
  };
  const write = async (): Promise<string[]> => {
    await page
      .getByRole('group', { name: /^Write in/ })
      .getByRole('checkbox', { name: /^en/ })
      .click();
    await page
      .getByRole('group', { name: /^Write in/ })
      .getByRole('checkbox', { name: /^de/ })
      .click();
    await page.getByRole('button', { name: /^Write/ }).click();
    await expect(page.getByText(/4 of 4 passages.* · done/)).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('list', { name: 'Generated queries by language' })).toBeVisible();
    await waitForIndexes(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON Lines' }).click();
    const stream = await (await download).createReadStream();
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return text.trimEnd().split('\n');
  };
  await open();
  // Nothing is chosen at first, which means all: taking out two leaves the other languages.
  const lines = await write();
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(line).toMatch(/"docid":"(en|de)-[12]".*"generated_queries":\{/);
  await expect(page.getByRole('region', { name: /^A / }).getByRole('table').first()).toContainText(
    /\d\.\d{3}/,
  );

  await open();
  const again = await write();
  expect(again).toEqual(lines);
});

test('a folder of the person’s own is used in place of the generator that ships', async ({ page }) => {
  await openApp(page, 'view=corpus&arms=bm25');
  await waitForIndexes(page);
  await page.getByLabel('Corpus files').setInputFiles(jsonLines('small.jsonl', ROWS));
  await expect(page.getByRole('region', { name: 'Your own files' })).toContainText('small.jsonl');
  await goTo(page, 'xQG');
  const folder = page.getByLabel('Generator folder');
  // A folder that lacks what is needed says so, and what was there stays.
  await folder.setInputFiles('e2e/support');
  await page.getByRole('button', { name: /^Write/ }).click();
  await expect(page.getByText(/support lacks config\.json/)).toBeVisible();

  await folder.setInputFiles('src/engine/generator/fixtures/t5-tiny');
  await expect(page.getByText('t5-tiny', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Write/ }).click();
  await expect(page.getByText(/4 of 4 passages.* · done/)).toBeVisible({ timeout: 60_000 });
});
