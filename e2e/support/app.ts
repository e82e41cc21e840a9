import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Ethiopic block: what marks a text as Amharic here. */
export const ETHIOPIC = /[\u1200-\u137f]/;

/** Opens the app at a link's search parameters. */
export async function openApp(page: Page, parameters = ''): Promise<void> {
  await page.goto(parameters === '' ? '/' : `/?${parameters}`);
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
}

/** The chips of the arms in the top bar. */
export function armChips(page: Page): Locator {
  return page.getByRole('list', { name: 'Arms' }).getByRole('listitem');
}

/** Waits until each arm's chip says that its index is complete. */
export async function waitForIndexes(page: Page): Promise<void> {
  const chips = armChips(page);
  await expect(chips.filter({ hasText: /· ready$/ }).first()).toBeVisible({ timeout: 60_000 });
  await expect(chips.filter({ hasNotText: /· ready$/ })).toHaveCount(0, { timeout: 60_000 });
}

/** Goes to a view by its step in the rail. */
export async function goTo(page: Page, view: string): Promise<void> {
  const step = page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: new RegExp(`^${view}`) });
  await step.click();
  await expect(step).toHaveAttribute('aria-current', 'page');
}

/** The columns of the Search view, one for each arm. */
export function columns(page: Page): Locator {
  return page.getByRole('group', { name: 'Results' }).getByRole('region', { name: /^Arm / });
}
