import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { expect } from '@playwright/test';
import { zooFolder } from './hub-server.ts';
import { chooseSegment } from './app.ts';

/** The panel that encoders are added with. */
export function addPanel(page: Page): Locator {
  return page.getByRole('region', { name: 'Add an encoder' });
}

/** Chooses a model's folder by the browser's own dialog. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  await chooseSegment(addPanel(page).getByRole('radio', { name: 'Folder' }));
  const dialog = page.waitForEvent('filechooser');
  await addPanel(page).getByRole('button', { name: 'Choose a folder' }).click();
  await (await dialog).setFiles(folder);
}

/** Reads what was looked at, and makes an arm of it. */
export async function readAndAdd(page: Page, letter: string): Promise<void> {
  const panel = addPanel(page);
  await panel.getByRole('button', { name: /^Read .* from the folder$/ }).click();
  await panel.getByRole('button', { name: `Add as arm ${letter}` }).click();
}

/** Makes a ready arm of a model's folder, with its weights in single precision. */
export async function addFullPrecision(page: Page, folder: string, letter: string): Promise<void> {
  await chooseFolder(page, folder);
  await addPanel(page)
    .getByRole('radio', { name: /^fp32 / })
    .check();
  await readAndAdd(page, letter);
  await waitForArm(page, letter);
}

export function armCard(page: Page, letter: string): Locator {
  return page.getByRole('region', { name: new RegExp(`^Arm ${letter}, `) });
}

/** Waits until an arm's index is complete. */
export async function waitForArm(page: Page, letter: string): Promise<void> {
  await expect(armCard(page, letter)).toContainText(/passages? and [\d,]+ quer(y|ies) indexed in/, {
    timeout: 60_000,
  });
}

/** A copy of a model of the zoo with files changed (`null`: taken away). Its folder is the test's own. */
export function changedZoo(
  info: TestInfo,
  name: string,
  changes: Readonly<Record<string, string | Uint8Array | null>>,
): string {
  const folder = info.outputPath(`changed-${name}`);
  cpSync(zooFolder(name), folder, { recursive: true });
  for (const [path, content] of Object.entries(changes)) {
    const file = join(folder, path);
    if (content === null) {
      rmSync(file, { recursive: true });
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
  return folder;
}

/** Hosts that a page asks beside its own, workers and all. */
export function otherHosts(page: Page): readonly string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !host.startsWith('localhost')) asked.push(request.url());
  });
  return asked;
}
