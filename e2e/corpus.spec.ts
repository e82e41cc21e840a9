import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { chooseSegment, openApp, waitForIndexes } from './support/app.ts';
import type { TestFile } from './support/files.ts';
import { jsonLines, parallelRows, textFile } from './support/files.ts';

async function openCorpus(page: Page, parameters = ''): Promise<void> {
  await openApp(page, `view=corpus&arms=bm25${parameters}`);
  await waitForIndexes(page);
}

async function open(page: Page, ...files: readonly TestFile[]): Promise<void> {
  await page.getByLabel('Corpus files').setInputFiles([...files]);
}

function shard(page: Page) {
  return page.getByRole('region', { name: 'Shard', exact: true });
}

test.describe('corpus', () => {
  test('opens JSON Lines, and names the file and the row of what was left out', async ({ page }) => {
    await openCorpus(page);
    const rows = [...parallelRows(5)];
    rows.splice(3, 0, { id: 'broken', lang: 'en' });
    await open(page, jsonLines('coast.jsonl', rows));
    const left = page.getByRole('region', { name: 'Rows left out' }).getByRole('row');
    await expect(left).toHaveCount(2);
    await expect(left.last()).toContainText('coast.jsonl');
    await expect(left.last()).toContainText('line 4');
    await expect(left.last()).toContainText('text');
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText(/10\s*passages/);
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText(/5\s*queries/);
    await expect(page).toHaveURL(/[?&]file=coast\.jsonl/);
  });

  const refused: readonly (readonly [what: string, file: TestFile, says: RegExp])[] = [
    [
      'JSON that is cut short',
      textFile('cut.json', '{"data": [{"title": "A", "paragraphs": [{"context": "Half a'),
      /JSON/,
    ],
    ['an empty file', textFile('empty.jsonl', ''), /empty/],
    [
      'a binary file',
      {
        name: 'photo.json',
        mimeType: 'application/json',
        buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xfe, 0, 1]),
      },
      /neither|binary|image|text/i,
    ],
    [
      'JSON of another schema',
      textFile('other.json', '{"settings": {"theme": "dark"}}'),
      /missing|paragraphs/,
    ],
  ];
  for (const [what, file, says] of refused) {
    test(`refuses ${what}, says why and keeps the demo shard open`, async ({ page }) => {
      await openCorpus(page);
      await open(page, file);
      await expect(page.getByText('The corpus cannot be read')).toBeVisible();
      await expect(page.getByText('The demo shard stays open.')).toBeVisible();
      const left = page.getByRole('region', { name: 'Rows left out' }).getByRole('row').last();
      await expect(left).toContainText(file.name);
      await expect(left.getByRole('cell').last()).toContainText(says);
      await expect(page.getByRole('region', { name: 'Demo shard' })).toContainText('open');
    });
  }

  test('reads an XQuAD file in the language that its name gives', async ({ page }) => {
    await openCorpus(page);
    const context = 'Ο ποταμός ξεκινά από τα βουνά. Χύνεται στη θάλασσα.';
    const qas = [
      {
        id: 'q1',
        question: 'Πού χύνεται ο ποταμός;',
        answers: [{ text: 'θάλασσα', answer_start: context.indexOf('θάλασσα') }],
      },
    ];
    await open(
      page,
      textFile(
        'el.json',
        JSON.stringify({ version: '1.1', data: [{ title: 'River', paragraphs: [{ context, qas }] }] }),
      ),
    );
    const row = page
      .getByRole('region', { name: 'Files that were read' })
      .getByRole('row', { name: /el\.json/ });
    await expect(row).toContainText('SQuAD-style JSON');
    await expect(row.getByRole('cell').nth(5)).toContainText(/^el/);
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText(/1\s*passages?/);
  });

  test('takes files that are dropped on the page', async ({ page }) => {
    await openCorpus(page);
    const { name, buffer } = jsonLines('dropped.jsonl', parallelRows(3));
    const transfer = await page.evaluateHandle(
      ([fileName, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], fileName, { type: 'application/x-ndjson' }));
        return data;
      },
      [name, buffer.toString()] as const,
    );
    const main = page.getByRole('main');
    await main.dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(page.getByText('Drop files or a folder: a corpus, or an encoder')).toBeVisible();
    await main.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByRole('region', { name: 'Your own files' })).toContainText(/6\s*passages/);
    await expect(page.getByText('Drop files or a folder')).toBeHidden();
  });

  test('cuts the first rows, or rows at random that the seed decides', async ({ page }) => {
    await openCorpus(page);
    await open(page, jsonLines('coast.jsonl', parallelRows(12)));
    await expect(shard(page)).toContainText('24 passages');
    await chooseSegment(shard(page).getByRole('radio', { name: 'the first' }));
    await shard(page).getByLabel('how many').fill('4');
    await expect(shard(page)).toContainText('8 passages · 4 queries');
    await expect(page).toHaveURL(/[?&]rows=first:4/);
    await chooseSegment(shard(page).getByRole('radio', { name: 'at random' }));
    await shard(page).getByLabel('seed').fill('7');
    await expect(page).toHaveURL(/[?&]rows=random:4:7/);
    await expect(shard(page)).toContainText('8 passages · 4 queries');
  });

  test('leaves out the languages that are not wanted', async ({ page }) => {
    await openCorpus(page);
    await open(page, jsonLines('coast.jsonl', parallelRows(4)));
    await expect(shard(page)).toContainText('8 passages');
    await shard(page)
      .getByRole('group', { name: /^Passages in/ })
      .getByRole('checkbox', { name: /^es/ })
      .uncheck();
    await expect(shard(page)).toContainText('4 passages');
    await expect(page).toHaveURL(/[?&]in=en/);
  });

  test('a link to files that are not open says so, and shows the demo shard meanwhile', async ({ page }) => {
    await openCorpus(page, '&file=coast.jsonl');
    await expect(page.getByText('This link was made with coast.jsonl')).toBeVisible();
    await page.getByRole('button', { name: 'Stay with the demo shard' }).click();
    await expect(page.getByText('This link was made with coast.jsonl')).toBeHidden();
  });
});
