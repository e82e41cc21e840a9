import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Both colour schemes, and a phone beside a desk. */
export const THEMES = ['light', 'dark'] as const;
export const WIDTHS = [1440, 390] as const;
export type Theme = (typeof THEMES)[number];

/** What axe finds on the page as it is, in either theme: `dark: color-contrast: <p …>`; empty where all is well. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await showTheme(page, theme);
    // There is no frame of another origin, and so no need of a second page to put results of frames together on.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations) {
      const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      found.push(`${theme}: ${id}: ${where.join(' | ')}`);
    }
  }
  return found;
}

/** Changes the colours, at once: a colour on its way is none of the theme's. */
async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
  });
}

/** How far the page reaches past its right edge, in CSS pixels. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
