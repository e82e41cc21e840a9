import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { armChips, chooseSegment, columns, goTo, openApp, waitForIndexes } from './support/app.ts';
import { zooFolder } from './support/hub-server.ts';
import {
  addFullPrecision,
  addPanel,
  armCard,
  changedZoo,
  chooseFolder,
  otherHosts,
  readAndAdd,
  waitForArm,
} from './support/own-encoders.ts';

test.describe('an encoder from a folder', () => {
  test('shows every setting with its source, and is indexed and searched', async ({ page }) => {
    const asked = otherHosts(page);
    await openApp(page, 'view=encoders&arms=bm25');
    await waitForIndexes(page);
    await chooseFolder(page, zooFolder('bert-mean'));
    const panel = addPanel(page);
    await expect(panel.getByRole('heading', { name: 'bert-mean' })).toBeVisible();
    // Where each setting was found stands beneath it.
    await expect(panel.getByLabel('Pooling')).toHaveValue('mean');
    await expect(panel).toContainText('1_Pooling/config.json, pooling_mode_mean_tokens');
    await expect(panel).toContainText('config_sentence_transformers.json, prompts.query');
    await expect(panel).toContainText('sentence_bert_config.json, max_seq_length');
    await expect(panel.getByLabel('Before every query')).toHaveValue('query: ');
    await expect(panel.getByLabel('Longest input, in tokens')).toHaveValue('48');
    await expect(panel).toContainText(/Licence\s*apache-2\.0/);
    for (const dtype of ['fp32', 'fp16', 'q8', 'q4', 'q4f16']) {
      await expect(panel.getByRole('radio', { name: new RegExp(`^${dtype} `) })).toBeVisible();
    }
    await panel.getByRole('radio', { name: /^fp32 / }).check();
    await readAndAdd(page, 'B');
    await expect(page).toHaveURL(/[?&]arms=bm25,own:[0-9a-f]{16}(&|$)/);
    await expect(page).toHaveURL(/[?&]encoder=%7B/);
    await waitForArm(page, 'B');
    const card = armCard(page, 'B');
    await expect(card).toContainText('fp32 · 32-d');
    await expect(card).toContainText(/texts\/s/);
    await expect(card).toContainText('only one device was opened');
    await card.getByText(/in \d+ files/).click();
    await expect(card.getByRole('button', { name: 'Copy the SHA-256 of onnx/model.onnx' })).toBeVisible();

    await goTo(page, 'Search');
    await page.getByRole('searchbox').fill('coffee');
    await page.getByRole('searchbox').press('Enter');
    await expect(columns(page).nth(1).getByRole('article').first()).toBeVisible();
    expect(asked).toEqual([]);
  });

  test('another setting makes another encoder, without its files being read again', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
    const card = page.getByRole('article', { name: 'bert-mean' });
    await expect(card).toHaveCount(1);
    await card.getByText('Its settings, and others with the same files').click();
    await expect(card).toContainText('1_Pooling/config.json, pooling_mode_mean_tokens');
    await card.getByLabel('Pooling').selectOption('cls');
    await expect(card).toContainText('your own choice');
    await card.getByRole('button', { name: 'Make an encoder with these settings' }).click();
    await expect(page.getByRole('article', { name: 'bert-mean' })).toHaveCount(2);
    await page
      .getByRole('article', { name: 'bert-mean' })
      .filter({ hasText: /Pooling\s*first token/ })
      .getByRole('button', { name: 'Add as arm C' })
      .click();
    await waitForArm(page, 'C');
    const ids = /arms=bm25,(own:[0-9a-f]{16}),(own:[0-9a-f]{16})/.exec(page.url());
    expect(ids?.[1]).toBeDefined();
    expect(ids?.[1]).not.toBe(ids?.[2]);
  });

  test('a pair has two folders, and the query’s encodes queries', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseSegment(addPanel(page).getByRole('radio', { name: 'Folder' }));
    await addPanel(page).getByText('A pair: passages and queries have folders of their own').click();
    await page.getByLabel('Folder of the passage encoder').setInputFiles(join(zooFolder('pair'), 'passage'));
    await page.getByLabel('Folder of the query encoder').setInputFiles(join(zooFolder('pair'), 'query'));
    await addPanel(page).getByRole('button', { name: 'Read both' }).click();
    await expect(addPanel(page)).toContainText('passage/onnx/model.onnx + query/onnx/model.onnx');
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
  });

  test('is kept over a reload, and works without a network', async ({ page, context }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
    const asked = otherHosts(page);
    await page.reload();
    await waitForArm(page, 'B');
    await expect(page.getByRole('article', { name: 'bert-mean' })).toBeVisible();
    await context.setOffline(true);
    await goTo(page, 'Search');
    await page.getByRole('searchbox').fill('river');
    await page.getByRole('searchbox').press('Enter');
    await expect(columns(page).nth(1).getByRole('article').first()).toBeVisible();
    expect(asked).toEqual([]);
  });

  test('a link to it asks for the folder, and the arm opens by itself when it is chosen', async ({
    page,
    browser,
  }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
    const link = new URL(page.url()).search;

    const other = await browser.newContext();
    const fresh = await other.newPage();
    const asked = otherHosts(fresh);
    await openApp(fresh, link.slice(1));
    const card = armCard(fresh, 'B');
    await expect(card).toContainText('bert-mean is not in this browser');
    await expect(armChips(fresh).last()).toContainText('needs its files');
    const dialog = fresh.waitForEvent('filechooser');
    await card.getByRole('button', { name: 'Choose its folder' }).click();
    await (await dialog).setFiles(zooFolder('bert-mean'));
    await waitForArm(fresh, 'B');
    expect(new URL(fresh.url()).search).toBe(link);
    expect(asked).toEqual([]);
    await other.close();
  });

  test('another folder than the link’s is not taken for it', async ({ page, browser }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    await addFullPrecision(page, zooFolder('bert-mean'), 'B');
    const other = await browser.newContext();
    const fresh = await other.newPage();
    await openApp(fresh, new URL(page.url()).search.slice(1));
    const card = armCard(fresh, 'B');
    const dialog = fresh.waitForEvent('filechooser');
    await card.getByRole('button', { name: 'Choose its folder' }).click();
    await (await dialog).setFiles(zooFolder('bert-cls'));
    await expect(card).toContainText('What came is not the bert-mean that the link names');
    await card.getByRole('button', { name: 'Use what came' }).click();
    await waitForArm(fresh, 'B');
    await other.close();
  });

  test('can be changed in the Lab, and its arm comes back with it', async ({ page }) => {
    test.slow();
    await openApp(page, 'view=encoders&arms=bm25');
    await chooseFolder(page, zooFolder('bert-mean'));
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
    await goTo(page, 'Lab');
    await expect(page.getByRole('region', { name: 'Bench', exact: true })).toContainText(
      'before any training',
      { timeout: 60_000 },
    );
    await page.getByRole('radio', { name: 'Controls without training' }).check();
    await page.getByRole('button', { name: 'Fit and measure' }).click();
    const result = page.getByRole('region', { name: 'Results of this visit' }).getByRole('article');
    await expect(result).toHaveCount(1, { timeout: 60_000 });
    // Its graph is read from what is kept; that these steps are not for a graph is said of the steps.
    await result.getByRole('button', { name: /with its encoder as ONNX$/ }).click();
    await expect(result.getByRole('alert')).toContainText('Step 1 (shift) changes queries only');
    await result.getByRole('button', { name: /^Put .* beside the others$/ }).click();
    await expect(page).toHaveURL(/lab:[0-9a-f]{16}/);
    await waitForIndexes(page);
    // The link of the Lab's arm alone still says where its encoder is to be had.
    await goTo(page, 'Encoders');
    await page.getByRole('button', { name: 'Remove arm B' }).click();
    await expect(page).toHaveURL(/arms=bm25,lab:[0-9a-f]{16}(&|$)/);
    await expect(page).toHaveURL(/[?&]encoder=%7B/);
    await page.reload();
    await waitForIndexes(page);
    await expect(armChips(page)).toHaveCount(2);
  });

  test('is taken from files that are dropped on the page', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await waitForIndexes(page);
    const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map(
      (path) => ({
        name: path.replace('onnx/', ''),
        base64: readFileSync(join(zooFolder('bert-mean'), path)).toString('base64'),
      }),
    );
    const transfer = await page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    }, files);
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: transfer });
    await expect(addPanel(page).getByRole('button', { name: /^Read .* from the folder$/ })).toBeVisible();
    await readAndAdd(page, 'B');
    await waitForArm(page, 'B');
  });

  test('vectors are saved, and taken from files again', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bag-hybrid');
    await waitForIndexes(page);
    const vectors = armCard(page, 'A').getByRole('group', { name: 'Vectors of arm A' });
    const files: string[] = [];
    page.on('download', (file) => {
      void file.path().then((path) => files.push(`${path}\n${file.suggestedFilename()}`));
    });
    await vectors.getByRole('button', { name: 'Save the passage vectors of arm A as npy' }).click();
    await expect(vectors).toContainText('a JSON file with the passages’ ids');
    await expect.poll(() => files.length).toBe(2);
    const uploads = files.map((file) => {
      const [path = '', name = ''] = file.split('\n');
      return { name, mimeType: 'application/octet-stream', buffer: readFileSync(path) };
    });
    await page.getByLabel('Vectors for arm A').setInputFiles(uploads);
    await expect(vectors).toContainText(/All [\d,]+ passages have their vectors from the file\./);
    await waitForIndexes(page);
  });
});

test.describe('a folder that is no encoder', () => {
  const model = readFileSync(join(zooFolder('bert-mean'), 'onnx/model.onnx'));
  const page404 = '<!DOCTYPE html><html><body>Not found</body></html>';
  const graphs = ['_fp16', '_q4', '_q4f16', '_quantized'].map(
    (suffix) => [`onnx/model${suffix}.onnx`, null] as const,
  );
  const only = (content: string | Uint8Array): Record<string, string | Uint8Array | null> => ({
    ...Object.fromEntries(graphs),
    'onnx/model.onnx': content,
  });
  const refused: readonly (readonly [
    what: string,
    changes: Readonly<Record<string, string | Uint8Array | null>>,
    says: RegExp,
  ])[] = [
    ['without an ONNX file', { onnx: null }, /ONNX/],
    ['without a tokenizer', { 'tokenizer.json': null }, /tokenizer\.json/],
    ['with a file that is cut short', only(model.subarray(0, 60_000)), /onnx\/model\.onnx/],
    ['with a web page in place of the model', only(page404), /web page/],
    [
      'with an operator that the runtime does not know',
      only(readFileSync(join(zooFolder('broken'), 'unknown-operator.onnx'))),
      /operator/i,
    ],
    [
      'whose graph takes images',
      only(readFileSync(join(zooFolder('broken'), 'image-inputs.onnx'))),
      /pixel_values/,
    ],
    [
      'with a pointer of Git LFS in place of the model',
      only(`version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`),
      /git lfs pull/i,
    ],
  ];
  for (const [what, changes, says] of refused) {
    test(`${what} is refused in words`, async ({ page }, info) => {
      await openApp(page, 'view=encoders&arms=bm25');
      await chooseFolder(page, changedZoo(info, 'bert-mean', changes));
      const panel = addPanel(page);
      const read = panel.getByRole('button', { name: /^Read .* from the folder$/ });
      const alert = panel.getByRole('alert');
      await expect(alert.or(read).first()).toBeVisible();
      if (await read.isVisible()) {
        await read.click();
        const add = panel.getByRole('button', { name: 'Add as arm B' });
        await expect(alert.or(add).first()).toBeVisible();
        // What only the runtime can tell, it tells when the arm is opened.
        if (await add.isVisible()) await add.click();
      }
      const words = page.getByRole('alert').or(armCard(page, 'B')).filter({ hasText: says });
      await expect(words.first()).toBeVisible();
      // The arm that was there is not touched by it.
      await expect(armChips(page).first()).toContainText('ready');
    });
  }
});
