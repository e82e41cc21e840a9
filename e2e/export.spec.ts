import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { chooseSegment, openApp, waitForIndexes } from './support/app.ts';

interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Chooses an entry of a figure's menu and gives the file that the browser saves. */
async function save(page: Page, figure: string, entry: string): Promise<Saved> {
  await page.getByRole('button', { name: `Export ${figure}` }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  const saved = await download;
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
}

/** Cells of a CSV whose texts hold no line breaks. */
function parseCsv(bytes: Buffer): string[][] {
  const lines = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n');
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    ),
  );
}

/** What the browser's XML parser finds in a drawing. */
async function readSvg(
  page: Page,
  { bytes }: Saved,
): Promise<{ root: string; texts: string[]; rects: number; circles: number; lines: number }> {
  return page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const count = (name: string): number => svg.getElementsByTagName(name).length;
    return {
      root: svg.localName,
      texts: [...svg.getElementsByTagName('text')].map(({ textContent }) => textContent),
      rects: count('rect'),
      circles: count('circle'),
      lines: count('line'),
    };
  }, bytes.toString('utf8'));
}

function expectPlainSvg({ bytes }: Saved): void {
  // Neither variables nor style sheets: drawing programs know none of them.
  expect(bytes.toString('utf8')).not.toMatch(/var\(|light-dark|class=|style|NaN|undefined|foreignObject/);
}

/** Checks that a PNG is the SVG's twin: twice its size, with its title and every colour of its shapes on it. */
async function expectPng(page: Page, { bytes }: Saved, svg: Saved): Promise<void> {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const text = svg.bytes.toString('utf8');
  const drawn = await page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
    const image = await createImageBitmap(blob);
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const inRows = (from: number, to: number): string[] => {
      const { data } = context.getImageData(0, from, image.width, to - from);
      const colours = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      }
      return [...colours].map((colour) => `#${colour.toString(16).padStart(6, '0')}`);
    };
    return {
      width: image.width,
      title: inRows(0, 72),
      foot: inRows(image.height - 76, image.height),
      colours: inRows(0, image.height),
    };
  }, bytes.toString('base64'));
  expect(Math.abs(drawn.width - 2 * Number(/ width="([\d.]+)"/.exec(text)?.[1]))).toBeLessThanOrEqual(2);
  const fills = new Set(
    [...text.matchAll(/<(?:rect|circle) [^>]*fill="(#[0-9a-f]{6})"/g)].map(([, fill]) => fill),
  );
  expect(drawn.colours).toEqual(expect.arrayContaining([...fills]));
  // Smoothed letters have many shades; where a font is missing there is only the ground.
  expect(drawn.title.length).toBeGreaterThan(20);
  expect(drawn.foot.length).toBeGreaterThan(20);
}

test.describe('exports', () => {
  test('Recall: table and chart, as they are on the screen', async ({ page }) => {
    await openApp(page, 'view=recall&arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    const region = page.getByRole('region', { name: 'All measures, scrollable' });
    const bodyRows = region.locator('tbody tr, tfoot tr');
    await expect(region.locator('tbody tr').first()).toContainText(/\d\.\d{3}/);
    await expect(page.getByRole('button', { name: 'Export all measures' })).toBeEnabled();

    const csv = await save(page, 'all measures', 'Table as CSV');
    expect(csv.name).toBe('recall-all-measures-multi.csv');
    const [head = [], ...rows] = parseCsv(csv.bytes);
    expect(head[0]).toBe('query');
    const shown = await bodyRows.evaluateAll((trs) =>
      trs.map((tr) => [...tr.children].map(({ textContent }) => textContent.trim())),
    );
    expect(rows).toHaveLength(shown.length);
    rows.forEach((cells, row) => {
      expect(cells).toHaveLength(head.length);
      cells.slice(1, -1).forEach((cell, column) => {
        const text = shown[row]?.[column + 1]?.replace('*', '');
        expect(cell === '' ? '–' : Number(cell).toFixed(3)).toBe(text);
      });
    });
    // Full precision, not the three decimals of the screen.
    expect(rows.flat().some((cell) => /^0\.\d{6,}$/.test(cell))).toBe(true);

    const json = await save(page, 'all measures', 'Table as JSON');
    const data = JSON.parse(json.bytes.toString('utf8')) as {
      rows: Record<string, unknown>[];
      summary: Record<string, unknown>[];
    };
    expect(data.rows).toHaveLength(shown.length - 1);
    expect(data.summary[0]?.['query']).toBe('mean');

    const latex = (await save(page, 'all measures', 'Table as LaTeX')).bytes.toString('utf8');
    expect(latex).toContain('\\toprule');
    expect(latex.match(/^[a-z]+ & .* \\\\$/gm)).toHaveLength(shown.length + 1);

    const svg = await save(page, 'the chart by query language', 'Chart as SVG');
    expect(svg.name).toBe('recall-R@10-multi.svg');
    expectPlainSvg(svg);
    const drawn = await readSvg(page, svg);
    expect(drawn.root).toBe('svg');
    expect(drawn.texts).toEqual(expect.arrayContaining(['am', 'km', 'A', 'B', 'BM25', 'R@10']));
    expect(drawn.texts.join(' ')).toContain('R@10 by query language, multilingual pool');
    const points = 2 * (shown.length - 1);
    expect(drawn.circles).toBe(points);
    expect(drawn.lines).toBeGreaterThan(points);
    await expectPng(page, await save(page, 'the chart by query language', 'Chart as PNG'), svg);
  });

  test('Bias: heat maps as a drawing, pairs as a table', async ({ page }) => {
    await openApp(page, 'view=bias&arms=bag-hybrid,bm25');
    await waitForIndexes(page);
    const cells = page.getByRole('grid').first().locator('[data-cell]');
    await expect(cells.first()).toBeVisible();
    const figure = 'share of the top 10';
    await expect(page.getByRole('button', { name: `Export ${figure}` })).toBeEnabled();
    const pairs = await cells.count();

    const csv = parseCsv((await save(page, figure, 'Table as CSV')).bytes);
    expect(csv).toHaveLength(pairs + 1);
    const share = csv[0]?.findIndex((label) => /^A .* share$/.test(label)) ?? -1;
    const texts = await cells.allTextContents();
    csv.slice(1).forEach((row, pair) => {
      expect(String(Math.round(100 * Number(row[share])))).toBe(texts[pair]);
    });

    const svg = await save(page, figure, 'Chart as SVG');
    expectPlainSvg(svg);
    const drawn = await readSvg(page, svg);
    expect(drawn.root).toBe('svg');
    expect(drawn.rects).toBeGreaterThan(2 * pairs);
    for (const text of new Set(texts)) expect(drawn.texts).toContain(text);
    expect(drawn.texts).toContain('Share of the top 10, in per cent');
    await expectPng(page, await save(page, figure, 'Chart as PNG'), svg);

    await chooseSegment(page.getByRole('radio', { name: 'table' }));
    const table = await save(page, 'all pairs of languages', 'Table as LaTeX');
    expect(table.name).toBe('bias-all-pairs.tex');
    expect(table.bytes.toString('utf8')).toContain('\\begin{longtable}');
  });

  test('drawings are light unless the person asks for the dark page', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await openApp(page, 'view=recall&arms=bm25');
    await waitForIndexes(page);
    const figure = 'the chart by query language';
    await expect(page.getByRole('button', { name: `Export ${figure}` })).toBeEnabled();
    const light = (await save(page, figure, 'Chart as SVG')).bytes.toString('utf8');
    expect(light).toMatch(/<rect [^>]*fill="#ffffff"/);
    expect(light).not.toContain('#e9ebed');
    await page.getByRole('button', { name: `Export ${figure}` }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Chart on dark' }).click();
    await page.keyboard.press('Escape');
    const dark = (await save(page, figure, 'Chart as SVG')).bytes.toString('utf8');
    expect(dark).toMatch(/<rect [^>]*fill="#1b1f25"/);
    expect(dark).toContain('#e9ebed');
  });

  test('the menu can be used by keyboard', async ({ page }) => {
    await openApp(page, 'view=recall&arms=bm25');
    await waitForIndexes(page);
    const button = page.getByRole('button', { name: 'Export all measures' });
    await expect(button).toBeEnabled();
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Table as CSV' })).toBeFocused();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitem', { name: 'Table as LaTeX' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
    await page.keyboard.press('ArrowDown');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });
});
