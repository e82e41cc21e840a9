import { statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ETHIOPIC, columns, openApp, waitForIndexes } from './support/app.ts';

test.describe('search', () => {
  test('opens on an example in every column, and asks no other host for anything', async ({ page }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') || protocol.startsWith('ws')) hosts.add(hostname);
    });
    await openApp(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible();
    await waitForIndexes(page);
    await expect(page.getByRole('searchbox')).not.toHaveValue('');
    for (const column of await columns(page).all()) {
      await expect(column.getByRole('article').first()).toBeVisible();
    }
    expect([...hosts]).toEqual(['localhost']);
  });

  test('answers an Amharic query in every column', async ({ page }) => {
    test.skip(statSync('public/demo/am.jsonl').size === 0, 'the demo shard has no Amharic yet');
    await openApp(page);
    await waitForIndexes(page);
    await page
      .getByRole('list', { name: 'Example queries' })
      .getByRole('button', { name: ETHIOPIC })
      .first()
      .click();
    await expect(page.getByRole('searchbox')).toHaveValue(ETHIOPIC);
    await expect(page.getByRole('searchbox')).toHaveAttribute('lang', 'am');
    for (const column of await columns(page).all()) {
      await expect(column.getByRole('article').first()).toBeVisible();
    }
  });

  test('says of every passage which language it is in', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    const dense = columns(page).first();
    await expect(dense.getByRole('article').first()).toBeVisible();
    for (const card of await columns(page).getByRole('article').all()) {
      await expect(card.locator('p.passage')).toHaveAttribute('lang', /^[a-z]{2,3}$/);
      await expect(card.locator('p.passage')).toHaveAttribute('dir', /^(ltr|rtl)$/);
    }
  });

  test('marks the relevant passages of a known query and says how many there are', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    const example = page.getByRole('list', { name: 'Example queries' }).getByRole('button').first();
    await example.click();
    await expect(example).toHaveAttribute('aria-pressed', 'true');
    const dense = columns(page).first();
    await expect(dense).toContainText(/\d+ of \d+ relevant in the top 10/);
    await expect(dense.getByRole('article', { name: /, relevant$/ }).first()).toBeVisible();
  });

  test('finds a known query by its text', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    await page.getByLabel('Language of the known queries').selectOption('en');
    await page.getByRole('combobox', { name: 'Known queries', exact: true }).click();
    const option = page.getByRole('listbox').getByRole('option').first();
    const text = (await option.locator('[lang="en"]').last().textContent()) ?? '';
    await option.click();
    await expect(page.getByRole('searchbox')).toHaveValue(text);
    await expect(page).toHaveURL(/[?&]id=/);
  });

  test('shows passages of the chosen languages only', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    const filter = page.getByRole('group', { name: 'Passages in' });
    await filter.getByRole('button', { name: 'en', exact: true }).click();
    await expect(page).toHaveURL(/[?&]only=en/);
    const passages = columns(page).first().getByRole('article').locator('p.passage');
    await expect(passages.first()).toBeVisible();
    await expect(
      columns(page).first().getByRole('article').locator('p.passage:not([lang="en"])'),
    ).toHaveCount(0);
  });

  test('keeps a typed query in the address, and shows it again after a reload', async ({ page }) => {
    await openApp(page);
    await waitForIndexes(page);
    const box = page.getByRole('searchbox');
    await box.fill('coffee ceremony in Ethiopia');
    await box.press('Enter');
    await expect(page).toHaveURL(/[?&]q=coffee/);
    await page.reload();
    await waitForIndexes(page);
    await expect(box).toHaveValue('coffee ceremony in Ethiopia');
    await expect(columns(page).first().getByRole('article').first()).toBeVisible();
  });
});
