import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { openApp, waitForIndexes } from './app.ts';
import type { TestFile } from './files.ts';

/** The Corpus view with the demo open, and BM25 alone, which indexes in no time. */
export async function openCorpus(page: Page, parameters = ''): Promise<void> {
  await openApp(page, `view=corpus&arms=bm25${parameters}`);
  await waitForIndexes(page);
}

/** By the browser's own file dialog. */
export async function openFiles(page: Page, ...files: readonly (TestFile | string)[]): Promise<void> {
  const input = page.getByLabel('Corpus files');
  const paths = files.filter((file) => typeof file === 'string');
  if (paths.length > 0) await input.setInputFiles(paths);
  else await input.setInputFiles(files.filter((file) => typeof file !== 'string'));
}

/** What is shown of files that wait for the person's word. */
export function plan(page: Page): Locator {
  return page.getByRole('region', { name: /^How to read / });
}

/** One file of it. */
export function planned(page: Page, file: string): Locator {
  return plan(page).getByRole('region', { name: file, exact: true });
}

export async function readPlanned(page: Page, words: RegExp = /^Read /): Promise<void> {
  await plan(page).getByRole('button', { name: words }).click();
  await expect(plan(page)).toBeHidden();
}

export function ownFiles(page: Page): Locator {
  return page.getByRole('region', { name: 'Your own files' });
}

export function report(page: Page, file: RegExp): Locator {
  return page.getByRole('region', { name: 'Files that were read' }).getByRole('row', { name: file });
}

export function shard(page: Page): Locator {
  return page.getByRole('region', { name: 'Shard', exact: true });
}

export function keptList(page: Page): Locator {
  return page.getByRole('region', { name: 'Kept in this browser' });
}
