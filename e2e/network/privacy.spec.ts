import { expect, test } from '@playwright/test';
import type { HubServer } from '../../src/testing/hub-server.ts';
import { chooseSegment, columns, goTo, openApp, waitForIndexes } from '../support/app.ts';
import { jsonLines } from '../support/files.ts';
import { readFolder, startBrowserHub, zooFolder } from '../support/hub-server.ts';
import { addPanel, waitForArm } from '../support/own-encoders.ts';

/** Words that stand in the corpus and in the query, and nowhere else. */
const SECRETS = { passage: 'quetzalcarpet', query: 'whistlemarmot', fetched: 'umbrellafjord' };

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startBrowserHub();
  hub.addRepo('models', 'zoo/bert-mean', readFolder(zooFolder('bert-mean')), { licence: 'mit' });
  hub.addFile(
    'https://corpora.example/en.jsonl',
    `${JSON.stringify({ id: 'f1', lang: 'en', text: `A ${SECRETS.fetched} by the sea.` })}\n`,
  );
});
test.afterAll(() => hub.close());

test('nothing is asked of a host that was not named, and no text and no vector is ever sent', async ({
  page,
}) => {
  await openApp(page, 'view=corpus&arms=bm25');
  await waitForIndexes(page);
  expect(hub.requests).toEqual([]);

  // A corpus and a query of one's own.
  await page.getByLabel('Corpus files').setInputFiles(
    jsonLines('mine.jsonl', [
      { id: 'p1', lang: 'en', text: `The ${SECRETS.passage} hangs in the hall.` },
      { id: 'p2', lang: 'am', text: 'ምንጣፉ በአዳራሹ ውስጥ ተሰቅሏል።' },
      { id: 'q1', lang: 'en', text: `Where is the ${SECRETS.query}?`, relevant: ['p1'] },
    ]),
  );
  await waitForIndexes(page);
  await goTo(page, 'Search');
  await page.getByRole('searchbox').fill(SECRETS.query);
  await page.getByRole('searchbox').press('Enter');
  await expect(columns(page).first()).toBeVisible();
  expect(hub.requests).toEqual([]);

  // An encoder from the Hub sees all of it.
  await goTo(page, 'Encoders');
  const panel = addPanel(page);
  await chooseSegment(panel.getByRole('radio', { name: 'Id or address' }));
  await panel.getByLabel('Id on the Hub, or the address of a folder').fill('zoo/bert-mean');
  expect(hub.requests).toEqual([]);
  await panel.getByRole('button', { name: 'Look it up on huggingface.co' }).click();
  await panel.getByRole('button', { name: /^Fetch .* from huggingface\.co$/ }).click();
  await panel.getByRole('button', { name: 'Add as arm B' }).click();
  await waitForArm(page, 'B');
  await goTo(page, 'Search');
  await page.getByRole('searchbox').fill(`${SECRETS.query} ${SECRETS.passage}`);
  await page.getByRole('searchbox').press('Enter');
  await expect(columns(page).nth(1).getByRole('article').first()).toBeVisible();
  await goTo(page, 'Recall');
  await expect(page.getByRole('main')).toContainText('0.');

  // A corpus from an address.
  const asked = hub.requests.length;
  await goTo(page, 'Corpus');
  await page.getByLabel(/^Or from a web address/).fill('https://corpora.example/en.jsonl');
  expect(hub.requests).toHaveLength(asked);
  await page.getByRole('button', { name: 'Fetch from corpora.example' }).click();
  await expect.poll(() => hub.requests.some(({ host }) => host === 'corpora.example')).toBe(true);
  await waitForIndexes(page);

  expect(new Set(hub.requests.map(({ host }) => host))).toEqual(
    // The Hub leads large files to its own servers, as the button says.
    new Set(['huggingface.co', 'cas-bridge.xethub.hf.co', 'corpora.example']),
  );
  for (const { method, path, bodyBytes, headers } of hub.requests) {
    expect(method).toMatch(/^(GET|HEAD|OPTIONS)$/);
    expect(bodyBytes).toBe(0);
    // The page's own address holds the query.
    expect(headers.referer).toBeUndefined();
    expect(headers.cookie).toBeUndefined();
    const sent = decodeURIComponent(path) + JSON.stringify(headers);
    for (const secret of Object.values(SECRETS)) expect(sent).not.toContain(secret);
  }
});
