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
  return page.getByRole('list', { name: 'Arms', exact: true }).getByRole('listitem');
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

/**
 * Chooses a segment as a person does, by its label: its radio button is a pixel that only screen readers see. A click on
 * the label waits until it stands still and would be hit, as what is above it may still grow.
 */
export async function chooseSegment(radio: Locator): Promise<void> {
  await radio.locator('xpath=ancestor::label').click();
  await expect(radio).toBeChecked();
}

/** The columns of the Search view, one for each arm. */
export function columns(page: Page): Locator {
  return page.getByRole('group', { name: 'Results' }).getByRole('region', { name: /^Arm / });
}

/**
 * Clicks a button as soon as an element says something: inside the page, as the work that the button stops may be over
 * before a click from outside arrives.
 * @param first a button that starts the work
 * @returns the name of the progress bar that stood there until then
 */
export async function clickOnceSaid(
  within: Locator,
  said: RegExp,
  button: string,
  first: string | null = null,
): Promise<string | null> {
  if (first !== null) await within.getByRole('button', { name: first }).waitFor();
  return within.evaluate(
    (element, { pattern, stop, start }) =>
      new Promise<string | null>((resolve) => {
        const buttonCalled = (words: string): HTMLButtonElement | undefined =>
          [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === words);
        const stopOnceSaid = (): void => {
          const found = buttonCalled(stop);
          if (found === undefined || !new RegExp(pattern).test(element.textContent)) return;
          observer.disconnect();
          const bar = element.querySelector('[role=progressbar]')?.getAttribute('aria-label') ?? null;
          found.click();
          resolve(bar);
        };
        const observer = new MutationObserver(stopOnceSaid);
        observer.observe(element, { childList: true, characterData: true, subtree: true });
        if (start === null) stopOnceSaid();
        else buttonCalled(start)?.click();
      }),
    { pattern: said.source, stop: button, start: first },
  );
}

/** Starts indexing with the button that stands in a card, and pauses once some is done. @returns the progress bar's name */
export function indexAndPause(card: Locator, button: string): Promise<string | null> {
  return clickOnceSaid(card, /[1-9][\d,]* of [\d,]+ · [\d,]+ per second/, 'Pause', button);
}
