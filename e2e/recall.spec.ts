import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { chooseSegment, goTo, openApp, waitForIndexes } from './support/app.ts';

interface Figure {
  readonly setting: string;
  readonly queryLanguage: string;
  readonly passageLanguage: string;
  readonly measure: string;
  readonly value: number | null;
}

/** What the command line measures on the demo shard over the same code. */
function measuredByCommandLine(model: string, setting: string): readonly Figure[] {
  const command = [
    'bin/crosslens.mjs',
    'eval',
    '--model',
    model,
    '--corpus',
    'demo',
    '--setting',
    setting,
    '--measures',
    'R@10',
    '--json',
  ];
  return JSON.parse(
    execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as Figure[];
}

test.describe('recall', () => {
  test('shows the figures of the command line', async ({ page }) => {
    test.slow();
    await openApp(page, 'view=recall&arms=bag-hybrid');
    await waitForIndexes(page);
    const table = page.getByRole('region', { name: 'All measures, scrollable' });
    for (const [label, setting] of [
      ['Multilingual pool', 'multi'],
      ['Monolingual', 'mono'],
    ] as const) {
      await chooseSegment(page.getByRole('main').getByRole('radio', { name: label }));
      const figures = measuredByCommandLine('bag-hybrid', setting).filter(
        ({ measure }) => measure === 'R@10',
      );
      expect(figures.length).toBeGreaterThan(0);
      for (const { queryLanguage, value } of figures) {
        const row = table
          .getByRole('row')
          .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${queryLanguage}`) }) });
        await expect(row.getByRole('cell').first()).toHaveText(new RegExp(`^${value?.toFixed(3) ?? '–'}`));
      }
    }
  });

  test('has the three settings, and keeps the chosen one in the address', async ({ page }) => {
    await openApp(page, 'view=recall');
    await waitForIndexes(page);
    const means = page.getByRole('list', { name: 'Mean R@10' }).getByRole('listitem');
    await expect(means).toHaveCount(3);
    for (const [label, setting] of [
      ['Monolingual', 'mono'],
      ['Cross-lingual', 'cross'],
    ] as const) {
      await chooseSegment(page.getByRole('main').getByRole('radio', { name: label }));
      await expect(page).toHaveURL(new RegExp(`[?&]setting=${setting}`));
      for (const mean of await means.all()) await expect(mean).toContainText(/([01]\.\d{3}|–)\s*mean R@10/);
    }
    await chooseSegment(page.getByRole('main').getByRole('radio', { name: 'Multilingual pool' }));
    await expect(page).not.toHaveURL(/setting=/);
    await expect(means.first()).toContainText(/worst/);
  });

  test('changes the measure and its depth', async ({ page }) => {
    await openApp(page, 'view=recall&arms=bm25');
    await waitForIndexes(page);
    await chooseSegment(page.getByRole('radio', { name: 'nDCG@10' }));
    await expect(page.getByRole('list', { name: 'Mean nDCG@10' })).toBeVisible();
    await chooseSegment(page.getByRole('radio', { name: 'R@10', exact: true }));
    await page.getByRole('group', { name: 'For all views' }).getByRole('combobox').selectOption('3');
    await expect(page.getByRole('list', { name: 'Mean R@3' })).toBeVisible();
    await expect(page).toHaveURL(/[?&]k=3/);
    await goTo(page, 'Search');
    await expect(page).toHaveURL(/[?&]k=3/);
  });
});
