import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { DATASETS } from '../../src/domain/catalogue/datasets.ts';
import type { HubServer } from '../../src/testing/hub-server.ts';
import { keptList, openCorpus, ownFiles, shard } from '../support/corpus.ts';
import { startBrowserHub } from '../support/hub-server.ts';

const ADDRESS = 'https://corpora.example/coast.jsonl';
const ROWS = Array.from({ length: 4000 }, (_, i) =>
  JSON.stringify({
    id: `p${String(i)}`,
    lang: 'en',
    text: `Lighthouse ${String(i)} stands on the northern coast.`,
  }),
).join('\n');

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startBrowserHub();
  hub.addFile(ADDRESS, ROWS);
  hub.addFile('https://corpora.example/page', '<!doctype html><title>Corpora</title>', { type: 'text/html' });
});
test.afterAll(() => hub.close());
test.beforeEach(() => {
  hub.forget();
  hub.clearFaults();
});

function address(page: Page) {
  return page.getByLabel(/^Or from a web address/);
}

async function fetchAddress(page: Page, url: string): Promise<void> {
  await address(page).fill(url);
  await page.getByRole('button', { name: `Fetch from ${new URL(url).host}` }).click();
}

test.describe('a corpus from a web address', () => {
  test('is fetched when its host was named, and opens without a network afterwards', async ({
    page,
    context,
  }) => {
    await openCorpus(page);
    await address(page).fill(ADDRESS);
    expect(hub.requests).toEqual([]);
    await page.getByRole('button', { name: 'Fetch from corpora.example' }).click();
    await expect(shard(page)).toContainText('4,000 passages');
    expect(hub.requests.every(({ host }) => host === 'corpora.example')).toBe(true);
    await expect(ownFiles(page)).toContainText('Kept in this browser');
    await page.getByRole('button', { name: 'Open the demo shard' }).click();
    await expect(shard(page)).toContainText('1,040 passages');
    const asked = hub.requests.length;
    await context.setOffline(true);
    await keptList(page).getByRole('button', { name: 'Open coast.jsonl' }).click();
    await expect(shard(page)).toContainText('4,000 passages');
    expect(hub.requests).toHaveLength(asked);
    await context.setOffline(false);
  });

  test('is told from a page about it', async ({ page }) => {
    await openCorpus(page);
    await fetchAddress(page, 'https://corpora.example/page');
    await expect(page.getByRole('main').getByText(/web page instead of the file/)).toBeVisible();
    await expect(page.getByText('What was open stays open.')).toBeVisible();
    await page.getByRole('button', { name: 'Leave it' }).click();
    await expect(page.getByRole('main').getByText(/web page instead of the file/)).toBeHidden();
    await expect(shard(page)).toContainText('1,040 passages');
    await address(page).fill('https://huggingface.co/datasets/a/b/blob/main/x.jsonl');
    await expect(
      page.getByText(/The file behind that page is fetched: .*\/resolve\/main\/x\.jsonl/),
    ).toBeVisible();
    await address(page).fill('http://corpora.example/x.jsonl');
    await expect(page.getByText(/does not begin with https/)).toBeVisible();
  });

  test('goes on when the server breaks off, and says so when it does not come back', async ({ page }) => {
    await openCorpus(page);
    hub.fault('coast.jsonl', { kind: 'break', after: 50_000 });
    await fetchAddress(page, ADDRESS);
    await expect(shard(page)).toContainText('4,000 passages');
    expect(hub.requests.some(({ range }) => range !== null)).toBe(true);
    await page.getByRole('button', { name: 'Open the demo shard' }).click();
    await expect(shard(page)).toContainText('1,040 passages');
    hub.fault('coast.jsonl', { kind: 'break', after: 0 }, 10);
    await fetchAddress(page, ADDRESS);
    const again = page.getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await expect(shard(page)).toContainText('1,040 passages');
    hub.clearFaults();
    await again.click();
    await expect(shard(page)).toContainText('4,000 passages');
  });

  test('can be stopped while it is fetched', async ({ page }) => {
    await openCorpus(page);
    hub.fault('coast.jsonl', { kind: 'stall', after: 60_000 });
    await fetchAddress(page, ADDRESS);
    const progress = page.getByRole('progressbar', { name: 'Fetching coast.jsonl from corpora.example' });
    await expect(progress).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(progress).toBeHidden();
    await expect(shard(page)).toContainText('1,040 passages');
  });

  test('says what is wrong without a network, and with a server that gives nothing out', async ({
    page,
    context,
  }) => {
    await openCorpus(page);
    hub.fault('coast.jsonl', { kind: 'status', status: 403 });
    await fetchAddress(page, ADDRESS);
    await expect(page.getByText('the server does not give this out', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Leave it' }).click();
    await context.setOffline(true);
    await fetchAddress(page, ADDRESS);
    await expect(page.getByRole('main').getByText(/could not be reached/)).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(shard(page)).toContainText('4,000 passages');
  });
});

/** A small file in SQuAD's layout, of one language. */
function squad(lang: string): string {
  const context = 'The river rises in the mountains. It flows into the sea.';
  const qas = [
    { id: `q-${lang}`, question: 'Where does it flow?', answers: [{ text: 'the sea', answer_start: 47 }] },
  ];
  return JSON.stringify({ data: [{ title: 'River', paragraphs: [{ context, qas }] }] });
}

test.describe('the dataset catalogue', () => {
  test('says everything before anything is fetched, and opens what is asked for', async ({ page }) => {
    const dataset = DATASETS.find(({ id }) => id === 'xquad-r');
    if (dataset === undefined) throw new Error('XQuAD-R is in no catalogue.');
    for (const { url } of dataset.files) hub.addFile(url, squad(/(\w+)\.json/.exec(url)?.[1] ?? 'en'));
    await openCorpus(page);
    await page.getByText('Public datasets').click();
    const card = page.getByRole('region', { name: dataset.name, exact: true });
    await expect(card).toContainText(dataset.licence.value);
    await expect(card).toContainText(`${String(dataset.languages.length)} languages`);
    expect(hub.requests).toEqual([]);
    await card.getByRole('button', { name: /^Fetch .* from / }).click();
    await expect(ownFiles(page)).toContainText(
      new RegExp(`${String(dataset.languages.length)}\\s*languages`),
    );
    await expect(page).toHaveURL(/[?&]corpus=xquad-r(&|$)/);

    // Kept: a reload fetches nothing.
    await expect(ownFiles(page)).toContainText('Kept in this browser');
    const asked = hub.requests.length;
    await page.reload();
    await expect(ownFiles(page)).toContainText(
      new RegExp(`${String(dataset.languages.length)}\\s*languages`),
    );
    expect(hub.requests).toHaveLength(asked);
  });

  test('a link to a dataset asks before it fetches', async ({ page }) => {
    await openCorpus(page, '&corpus=xquad-r');
    const asks = page.getByRole('region', { name: 'The link’s dataset' });
    await expect(asks).toContainText('Nothing is fetched until you say so');
    await expect(asks.getByRole('button', { name: /^Fetch .* from / })).toBeVisible();
    expect(hub.requests).toEqual([]);
    await asks.getByRole('button', { name: 'Stay with the demo shard' }).click();
    await expect(asks).toBeHidden();
    await expect(page).not.toHaveURL(/corpus=/);
  });

  test('languages are chosen where a dataset comes by language', async ({ page }) => {
    const dataset = DATASETS.find(({ opens }) => opens === 'by-language');
    if (dataset === undefined) throw new Error('No dataset comes by language.');
    await openCorpus(page);
    await page.getByText('Public datasets').click();
    const card = page.getByRole('region', { name: dataset.name, exact: true });
    await expect(card.getByRole('button', { name: /^Fetch/ })).toBeHidden();
    await card.getByText('Choose its languages').click();
    const [first, second] = dataset.languages;
    await card.getByRole('checkbox', { name: new RegExp(`^${first ?? ''} `) }).check();
    const one = await card.getByRole('button', { name: /^Fetch/ }).textContent();
    await card.getByRole('checkbox', { name: new RegExp(`^${second ?? ''} `) }).check();
    await expect(card.getByRole('button', { name: /^Fetch/ })).not.toHaveText(one ?? '');
    expect(hub.requests).toEqual([]);
  });
});
