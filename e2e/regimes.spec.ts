import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { SweepsFile } from '../src/protocol/sweeps.ts';
import { armChips, chooseSegment, goTo, openApp } from './support/app.ts';

interface Encoder {
  readonly id: string;
  readonly name: string;
  readonly dtype: string;
}

/** A made-up sweep in which monolingual batches win everything, which no paper says. */
const point = (alpha: number, mono: number, cross: number, rankDistance: number) => ({
  alpha,
  mono,
  cross,
  multi: cross / 2,
  rankDistance,
});
const all = { mono: 0.5, cross: 0.2, multi: 0.1, rankDistance: 8000 };
const CONTRARY: SweepsFile = {
  version: 1,
  corpus: 'XQuAD-R',
  date: '2026-01-01',
  commit: 'abc1234',
  command: 'python -m crosslens_training sweeps --data DATA',
  encoder: {
    architecture: 'bag-of-subwords',
    dimensions: 8,
    steps: 10,
    batchSize: 4,
    temperature: 0.05,
    seed: 1,
  },
  alpha: [point(0, 0.4, 0.1, 9000), point(0.5, 0.5, 0.2, 9500), point(1, 0.6, 0.3, 4321)],
  languages: {
    order: ['en', 'am'],
    points: [
      {
        count: 1,
        languages: ['en'],
        seen: { mono: 0.6, cross: null },
        unseen: { mono: 0.4, cross: 0.1 },
        all,
      },
      { count: 2, languages: ['en', 'am'], seen: { mono: 0.6, cross: 0.2 }, unseen: null, all },
    ],
  },
};

async function withSweeps(page: Page, body: unknown): Promise<void> {
  await page.route('**/models/sweeps.json', (route) =>
    body === null ? route.fulfill({ status: 404 }) : route.fulfill({ json: body }),
  );
}

async function shipped(page: Page): Promise<readonly Encoder[]> {
  const response = await page.request.get('/models/manifest.json');
  return ((await response.json()) as { encoders: Encoder[] }).encoders;
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(' | ')}`,
      ),
    )
    .toEqual([]);
}

test.describe('regimes', () => {
  test('one press opens encoders of several regimes on recall, heat map and rank distance', async ({
    page,
  }) => {
    test.slow();
    await openApp(page, 'view=encoders&arms=bm25');
    await page.getByRole('link', { name: 'Compare the regimes side by side' }).click();
    await expect(page).toHaveURL(/view=regimes/);
    const ids = (new URL(page.url()).searchParams.get('arms') ?? '').split(',').filter(Boolean);
    const encoders = await shipped(page);
    // The preset is one shape; it takes what the manifest has, two regimes at least. Defaults are left out of links.
    if (ids.length > 0) {
      expect(ids.length).toBeGreaterThanOrEqual(2);
      for (const id of ids) expect(encoders.map((encoder) => encoder.id)).toContain(id);
    }
    const columns = page.getByRole('list', { name: 'Open arms' }).getByRole('listitem');
    await expect(columns).toHaveCount(await armChips(page).count(), { timeout: 120_000 });
    await expect(columns.first()).toContainText('monolingual batches');
    for (const column of await columns.all()) {
      await expect(column.getByRole('definition').first()).toHaveText(/^0\.\d{3}$/);
      await expect(column.getByRole('definition').last()).toHaveText(/^[\d,]+$/);
      await expect(column.getByRole('grid')).toBeVisible();
    }
    const arms = new URL(page.url()).searchParams.get('arms');
    await page.getByRole('main').getByRole('link', { name: 'All of Bias' }).click();
    await expect(page).toHaveURL(/view=bias/);
    expect(new URL(page.url()).searchParams.get('arms')).toBe(arms);
    await expect(page.getByText('Rank distance of parallel relevant passages')).toBeVisible();
  });

  test('the shape that is put side by side can be chosen', async ({ page }) => {
    await openApp(page, 'view=regimes&arms=bm25');
    const main = page.getByRole('main');
    const link = main.getByRole('link', { name: 'Open them side by side' });
    const arms = async (): Promise<string> =>
      new URL((await link.getAttribute('href')) ?? '', page.url()).searchParams.get('arms') ?? '';
    expect(await arms()).toBe('bag-mono,bag-xy,bag-hybrid');
    await chooseSegment(main.getByRole('radio', { name: 'Small transformer' }));
    expect(await arms()).toBe('small-mono,small-xy,small-hybrid');
    await expect(main).toContainText('Small transformer, trained on monolingual, cross-lingual and hybrid');
  });

  test('every encoder that ships is told apart where it is chosen', async ({ page }) => {
    await openApp(page, 'view=encoders&arms=bm25');
    const table = page.getByRole('region', { name: 'The family, scrollable' });
    for (const { id, name, dtype } of await shipped(page)) {
      const row = table.locator(`[data-encoder="${id}"]`);
      await expect(row.getByRole('rowheader')).toContainText(name);
      await expect(row).toContainText(dtype);
      await expect(row).toContainText(/\d+\.\d\sMB/);
      await expect(row).toContainText(/batches|English only|aligned/);
    }
    await table
      .getByRole('button', { name: /^Add .* as arm B$/ })
      .first()
      .click();
    await expect(armChips(page)).toHaveCount(2);
  });

  test('draws whatever sweeps there are, or says that there are none', async ({ page }) => {
    const exists = (await page.request.get('/models/sweeps.json')).ok();
    await openApp(page, 'view=regimes&arms=bm25');
    await expect(page.getByRole('heading', { name: 'Training regimes' })).toBeVisible();
    if (exists) {
      await expect(
        page.getByRole('img', { name: /^monolingual mAP over α, measured by us: 0\.\d{3}/ }),
      ).toBeVisible();
      await expect(page.getByText('No sweep has been measured yet', { exact: true })).toBeHidden();
    } else {
      await expect(page.getByText('No sweep has been measured yet', { exact: true })).toBeVisible();
    }
    await expect(page.getByRole('img', { name: /^Published monolingual mAP over α/ })).toBeVisible();
  });

  test('says what to do while nothing was swept, and shows what was published', async ({ page }) => {
    await withSweeps(page, null);
    await openApp(page, 'view=regimes&arms=bm25');
    await expect(page.getByText('No sweep has been measured yet', { exact: true })).toBeVisible();
    await expect(page.getByText(/crosslens_training sweeps --data/)).toBeVisible();
    const best = page.getByRole('article', { name: 'α around a half (0.4 to 0.6) is best.' });
    await expect(best).toContainText('cannot be said');
    await expect(best).toContainText('no sweep has been measured yet');
    await expect(page.getByRole('region', { name: 'Published, not measured by us' })).toBeVisible();
  });

  test('a file that cannot be read is named, with the field at fault and the way on', async ({ page }) => {
    await withSweeps(page, { ...CONTRARY, alpha: [{ ...CONTRARY.alpha[0], mono: 61 }] });
    await openApp(page, 'view=regimes&arms=bm25');
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toContainText('alpha.0.mono');
    await expect(alert).toContainText('models/sweeps.json');
    await withSweeps(page, CONTRARY);
    await alert.getByRole('button', { name: 'Read it again' }).click();
    await expect(page.getByRole('region', { name: 'Measured by us' }).first()).toBeVisible();
  });

  test('says where our encoders contradict a paper, with both figures', async ({ page }) => {
    await withSweeps(page, CONTRARY);
    await openApp(page, 'view=regimes&arms=bm25');
    const claim = page.getByRole('article', {
      name: /^Monolingual batches give more language bias than cross/,
    });
    await expect(claim).toContainText(/contradicts/);
    await expect(claim.getByRole('row').filter({ hasText: 'Sweep over α' })).toContainText(
      /4,321.*9,000.*contradicts/,
    );
    // The paper's own table, digit by digit.
    await expect(claim.getByRole('row').filter({ hasText: 'XLM-R, XQuAD-R' })).toContainText(
      /410\.2.*295\.4.*holds/,
    );
    const pool = page.getByRole('article', { name: /^In the pool of all languages, hybrid batches/ });
    await expect(pool.getByRole('row').filter({ hasText: 'XLM-R, XQuAD-R' })).toContainText(
      /0\.5927.*0\.5934.*does not hold/,
    );
    const link = page.getByRole('link', { name: /^Monolingual batches give more language bias than cross/ });
    await link.click();
    await expect(claim).toBeInViewport();
  });

  test('charts have tables with the same numbers, one key away', async ({ page }) => {
    await withSweeps(page, CONTRARY);
    await openApp(page, 'view=regimes&arms=bm25');
    await page.getByRole('radio', { name: 'charts' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/table=1/);
    const table = page.getByRole('region', { name: 'Sweep over α, scrollable' });
    await expect(table.getByRole('row').filter({ hasText: '1.00' })).toContainText('4,321'.replace(',', ''));
    await expect(
      page.getByRole('region', { name: 'Published figures, not measured here, scrollable' }),
    ).toContainText('0.7918');
    await expect(
      page.getByRole('region', { name: /^Sweep over the number of training languages/ }),
    ).toContainText('en am');
  });

  test('the tenth key opens what is kept, the ninth the regimes', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await page.keyboard.press('9');
    await expect(page).toHaveURL(/view=regimes/);
    await page.keyboard.press('0');
    await expect(page).toHaveURL(/view=storage/);
    await goTo(page, 'Regimes');
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const width of [1440, 390] as const) {
      test(`axe finds nothing, ${theme}, ${String(width)} wide`, async ({ page }) => {
        test.setTimeout(300_000);
        await withSweeps(page, CONTRARY);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await openApp(page, 'view=regimes&arms=bm25&from=am,en&in=am,en');
        await expect(page.getByRole('list', { name: 'Open arms' })).toBeVisible({ timeout: 120_000 });
        await expectNoViolations(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(overflow).toBe(0);
        await chooseSegment(page.getByRole('radio', { name: 'tables' }));
        await expect(page.getByRole('region', { name: 'Sweep over α, scrollable' })).toBeVisible();
        await expectNoViolations(page);
      });
    }
  }
});
