import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { axeFindings, overflowOf, WIDTHS } from './support/axe.ts';
import {
  openCorpus,
  openFiles,
  ownFiles,
  plan,
  planned,
  readPlanned,
  report,
  shard,
} from './support/corpus.ts';
import { jsonLines, textFile } from './support/files.ts';
import { zipOf } from '../src/testing/zip-of.ts';
import { chooseSegment } from './support/app.ts';

const PARQUET = fileURLToPath(
  new URL('../src/engine/corpus/formats/fixtures/snappy.parquet', import.meta.url),
);

/** Sentences that say their languages plainly. */
const SENTENCES = {
  am: 'የኢትዮጵያ ዋና ከተማ አዲስ አበባ ናት፤ በከፍታ ላይ ትገኛለች።',
  en: 'The river rises in the mountains of the north and flows into the sea.',
  sw: 'Mto huu unaanzia milimani kaskazini na unaingia katika bahari kubwa.',
} as const;

test.describe('corpora that are planned before they are read', () => {
  test('a table waits for its columns, and shows what they make of it', async ({ page }) => {
    await openCorpus(page);
    const rows = [
      'code,name,note,about',
      'a1,Rain,first,It rains in the north in spring.',
      'a2,Wind,second,The wind blows from the sea.',
    ];
    await openFiles(page, textFile('weather.csv', rows.join('\n')));
    await expect(plan(page)).toContainText(
      'The columns of weather.csv were chosen by their names and contents',
    );
    const file = planned(page, 'weather.csv');
    await expect(page.getByRole('region', { name: 'Demo shard' })).toContainText('open');
    await expect(file.getByRole('region', { name: 'First rows of the table' })).toContainText('second');

    await file.getByLabel('Passage').selectOption('note');
    const samples = file.getByRole('listitem');
    await expect(samples.filter({ hasText: /^passage/ }).first()).toContainText('first');
    await file.getByLabel('Passage').selectOption('about');
    await file.getByLabel('Title').selectOption('name');
    await file.getByLabel('Id', { exact: true }).selectOption('code');
    await expect(samples.first()).toContainText('Rain It rains in the north in spring.');
    await expect(samples.first()).toContainText('a1');
    await file.getByLabel('Language', { exact: true }).first().selectOption('en');
    await readPlanned(page, /^Read 2 passages$/);
    await expect(ownFiles(page)).toContainText(/2\s*passages/);
    await expect(report(page, /weather\.csv/)).toContainText('Declared to be English.');
  });

  test('a Parquet file is read by its columns', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, PARQUET);
    await expect(planned(page, 'snappy.parquet')).toContainText('Recognised by a Parquet file');
    await expect(
      plan(page).getByRole('region', { name: 'First rows of the table' }).getByRole('row'),
    ).not.toHaveCount(1);
    await readPlanned(page);
    await expect(report(page, /snappy\.parquet/)).toContainText('table');
    await expect(ownFiles(page)).toContainText(/[1-9]\d*\s*passages/);
  });

  test('a ZIP of a BEIR folder is unfolded, and its judgements judge its queries', async ({ page }) => {
    await openCorpus(page);
    const members = {
      'tiny/corpus.jsonl': `{"_id":"d1","title":"River","text":"${SENTENCES.en}"}\n{"_id":"d2","title":"","text":"The wind blows from the sea."}\n`,
      'tiny/queries.jsonl': '{"_id":"q1","text":"Where does the river rise?"}\n',
      'tiny/qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\n',
    };
    const zip = zipOf(Object.entries(members).map(([name, content]) => ({ name, content })));
    await openFiles(page, { name: 'tiny.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
    await expect(planned(page, 'tiny.zip/tiny/corpus.jsonl')).toContainText('BEIR corpus');
    await expect(planned(page, 'tiny.zip/tiny/qrels/test.tsv')).toContainText('TREC qrels');
    await expect(plan(page)).toContainText('Nothing says the language');
    await readPlanned(page);
    await expect(ownFiles(page)).toContainText(/2\s*passages/);
    await expect(ownFiles(page)).toContainText(/1\s*query/);
    await expect(report(page, /corpus\.jsonl/)).toContainText(/detected text by text: 2 English/);
  });

  test('running text is cut into passages as long as is wanted', async ({ page }) => {
    await openCorpus(page);
    const paragraph = Array.from(
      { length: 12 },
      (_, i) => `Sentence number ${String(i)} tells of the river and its banks.`,
    ).join(' ');
    await openFiles(page, textFile('notes.txt', `${paragraph}\n\n${paragraph}\n`));
    const file = planned(page, 'notes.txt');
    await expect(file).toContainText('that makes 2 passages');
    await file.getByLabel('Longest passage').fill('200');
    await expect(file).not.toContainText('that makes 2 passages');
    await expect(plan(page).getByRole('button', { name: /^Read \d\d? passages$/ })).toBeVisible();
    const words = await plan(page)
      .getByRole('button', { name: /^Read / })
      .textContent();
    const count = /\d+/.exec(words ?? '')?.[0] ?? '';
    expect(Number(count)).toBeGreaterThan(4);
    await readPlanned(page);
    await expect(shard(page)).toContainText(`${count} passages`);
  });

  test('a language that was told from the text is shown, and can be changed', async ({ page }) => {
    await openCorpus(page);
    const rows = [SENTENCES.sw, SENTENCES.am].map((text, i) => ({ _id: `d${String(i)}`, title: '', text }));
    await openFiles(page, jsonLines('corpus.jsonl', rows));
    const file = planned(page, 'corpus.jsonl');
    await expect(plan(page)).toContainText('Nothing says the language of corpus.jsonl');
    await expect(file).toContainText('Kiswahili');
    await expect(file.locator('[lang="am"]').filter({ hasText: 'አዲስ አበባ' })).toBeVisible();
    await file.getByLabel('Language', { exact: true }).selectOption('ti');
    await expect(file.locator('[lang="ti"]').filter({ hasText: 'አዲስ አበባ' })).toBeVisible();
    await readPlanned(page);
    await expect(report(page, /corpus\.jsonl/)).toContainText('Declared to be Tigrinya.');
    await expect(shard(page).getByRole('group', { name: /^Passages in/ })).toContainText('ti');
  });

  test('a file can be left out, and the whole can be dropped', async ({ page }) => {
    await openCorpus(page);
    const corpus = jsonLines('corpus.jsonl', [{ _id: 'd', title: '', text: SENTENCES.en }]);
    const other = jsonLines('other/corpus.jsonl', [{ _id: 'e', title: '', text: SENTENCES.sw }]);
    await openFiles(page, corpus, other);
    await expect(plan(page).getByRole('button', { name: 'Read 2 passages' })).toBeVisible();
    await plan(page).getByRole('button', { name: 'Leave it out' }).first().click();
    await expect(plan(page).getByRole('button', { name: 'Read 1 passage' })).toBeVisible();
    await plan(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(plan(page)).toBeHidden();
    await expect(page.getByRole('region', { name: 'Demo shard' })).toContainText('open');
  });

  test('rows that were left out can be saved, all of them', async ({ page }) => {
    await openCorpus(page);
    const rows = Array.from({ length: 1500 }, (_, i) =>
      i === 0 ? { id: 'a', lang: 'en', text: 'x' } : { id: `b${String(i)}`, lang: 'en' },
    );
    await openFiles(page, jsonLines('bad.jsonl', rows));
    await expect(page.getByRole('heading', { name: '1,499 rows left out' })).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the list as CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('rows-left-out.csv');
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(1500);
    expect(lines.at(-1)).toMatch(/^bad\.jsonl,line 1500,/);
  });

  for (const width of WIDTHS) {
    test(`axe finds nothing in the plan and the catalogue, in either theme, ${String(width)} wide`, async ({
      page,
    }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await openCorpus(page);
      await page.getByText('Public datasets').click();
      await page.getByText('Choose its languages').first().click();
      await openFiles(page, textFile('weather.csv', 'id,about\na1,It rains in the north in spring.\n'));
      await expect(plan(page)).toBeVisible();
      await chooseSegment(plan(page).getByRole('radio', { name: 'a sample' }));
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    });
  }

  test('a plan is made by keyboard alone', async ({ page }) => {
    await openCorpus(page);
    await openFiles(page, textFile('weather.csv', 'code,about\na1,It rains in the north in spring.\n'));
    await expect(plan(page)).toBeVisible();
    const reached = async (name: RegExp): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const words = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (name.test(words)) return;
      }
      throw new Error(`No key leads to ${String(name)}.`);
    };
    await reached(/^Read 1 passage$/);
    await page.keyboard.press('Enter');
    await expect(ownFiles(page)).toContainText(/1\s*passage/);
  });
});
