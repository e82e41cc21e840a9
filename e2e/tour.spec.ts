import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Lesson } from '../src/protocol/lesson.ts';
import { chooseSegment, columns, openApp, waitForIndexes } from './support/app.ts';
import { textFile } from './support/files.ts';

const ARMS = 'arms=bag-hybrid,bm25';

function tour(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Lessons' });
}

function lessonsButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Lessons', exact: true });
}

const OWN = {
  version: 1,
  id: 'own',
  title: 'Is <b>this</b> text?',
  minutes: 2,
  steps: [
    {
      text: ['<img src="x" onerror="document.title = \'hurt\'"> stays as it is.'],
      view: '?view=corpus&arms=bm25',
    },
  ],
  sources: [],
};

test.describe('the tour', () => {
  test('a quiet line tells of the lessons once', async ({ page }) => {
    await openApp(page, ARMS);
    const hint = page.getByRole('button', { name: 'Show the lessons' });
    await expect(hint).toBeVisible();
    await page.getByRole('button', { name: 'Do not show this again' }).click();
    await expect(hint).toBeHidden();
    await page.reload();
    await expect(lessonsButton(page)).toBeVisible();
    await expect(hint).toBeHidden();
  });

  test('a lesson is chosen, shows its view, and Back leads back', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await lessonsButton(page).click();
    await expect(tour(page).getByRole('listitem')).toHaveCount(6);
    for (const item of await tour(page).getByRole('listitem').all())
      await expect(item).toContainText(/\d minutes/);
    await tour(page)
      .getByRole('link', { name: /^What is language bias\?/ })
      .click();
    await expect(page).toHaveURL(/[?&]tour=language-bias:1/);
    await expect(tour(page).getByRole('heading', { name: 'What is language bias?' })).toBeFocused();
    await expect(tour(page)).toContainText('step 1 of 4');

    await tour(page).getByRole('button', { name: 'Next' }).click();
    await expect(page).toHaveURL(/[?&]view=corpus&.*tour=language-bias:2/);
    await tour(page).getByRole('link', { name: 'Show this' }).click();
    await expect(page).toHaveURL(/[?&]view=bias&arms=bag-mono,bag-hybrid&tour=language-bias:2/);
    await expect(page.getByRole('heading', { level: 1, name: 'Language bias' })).toBeVisible();
    await expect(tour(page).getByRole('status')).toHaveText('on the screen now');
    // Whoever goes elsewhere keeps the lesson, and the way back to its view.
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('link', { name: /^Encoders/ })
      .click();
    await expect(tour(page)).toContainText('step 2 of 4');
    await expect(tour(page).getByRole('status')).toHaveText('');

    await page.goBack();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Corpus' })).toBeVisible();
    await expect(tour(page)).toContainText('step 2 of 4');
    await page.goBack();
    await expect(tour(page)).toContainText('step 1 of 4');
  });

  test('the last step leads to the next lesson', async ({ page }) => {
    await openApp(page, 'arms=bm25&tour=language-bias:4');
    await tour(page)
      .getByRole('button', { name: 'Next lesson: Why not train on one language only?' })
      .click();
    await expect(page).toHaveURL(/[?&]tour=one-language:1/);
    await expect(tour(page).getByRole('button', { name: 'Previous' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  test('an answer is shown when it is asked for, and hidden by the next step', async ({ page }) => {
    await openApp(page, 'arms=bm25&tour=language-bias:2');
    const ask = tour(page).getByRole('button', { name: 'Show the answer' });
    await expect(ask).toHaveAttribute('aria-expanded', 'false');
    await expect(tour(page)).not.toContainText('This is language bias');
    await ask.click();
    await expect(tour(page)).toContainText('This is language bias');
    await tour(page).getByRole('button', { name: 'Next' }).click();
    await expect(tour(page).getByRole('button', { name: 'Show the answer' })).toBeVisible();
  });

  test('a link opens a lesson at its step; one that is not there says so', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25&tour=hidden-loss:3');
    await expect(tour(page)).toContainText('step 3 of 5');
    // The page was opened, not the lesson: Tab starts where it always does.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to Corpus' })).toBeFocused();

    await openApp(page, 'view=corpus&arms=bm25&tour=no-such-lesson:1');
    await expect(tour(page)).toContainText('There is no lesson “no-such-lesson” here.');
    await tour(page).getByRole('button', { name: 'All lessons' }).click();
    await expect(tour(page).getByRole('listitem')).toHaveCount(6);
  });

  test('Escape closes it and gives the focus back', async ({ page }) => {
    await openApp(page, 'view=corpus&arms=bm25');
    await lessonsButton(page).focus();
    await page.keyboard.press('Enter');
    await expect(tour(page).getByRole('heading', { name: 'Lessons' })).toBeFocused();
    await tour(page)
      .getByRole('link', { name: /^What does xQG add/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('step 1 of 5');
    await page.keyboard.press('Escape');
    await expect(tour(page)).toBeHidden();
    await expect(lessonsButton(page)).toBeFocused();
    await expect(page).not.toHaveURL(/tour=/);
  });

  test('a teacher’s own lesson is opened from a file, as text', async ({ page }) => {
    await openApp(page, 'arms=bm25');
    await lessonsButton(page).click();
    await page.getByLabel('Lesson file').setInputFiles(textFile('own.json', JSON.stringify(OWN)));
    await expect(page).toHaveURL(/[?&]tour=own:1/);
    await expect(tour(page).getByRole('heading', { name: 'Is <b>this</b> text?' })).toBeVisible();
    await expect(tour(page)).toContainText('<img src="x" onerror=');
    await expect(tour(page).locator('img')).toHaveCount(0);
    await tour(page).getByRole('link', { name: 'Show this' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Corpus' })).toBeVisible();
    await tour(page).getByRole('button', { name: 'All lessons' }).first().click();
    await expect(
      tour(page).getByRole('link', { name: /^Is <b>this<\/b> text\?\s*yours · 2 minutes/ }),
    ).toBeVisible();
  });

  test('a file that is no lesson is refused, field by field', async ({ page }) => {
    await openApp(page, 'arms=bm25');
    await lessonsButton(page).click();
    const input = page.getByLabel('Lesson file');
    const refusal = tour(page).getByRole('alert');
    await input.setInputFiles(textFile('a.json', '{"version": 1,'));
    await expect(refusal).toContainText('a.json is not a lesson that can be read.');
    await expect(refusal).toContainText('ends too early, at line 1');
    const [step] = OWN.steps;
    await input.setInputFiles(
      textFile('b.json', JSON.stringify({ ...OWN, minutes: 0, steps: [{ ...step, view: 'bias', lok: '' }] })),
    );
    await expect(refusal).toContainText('minutes: ');
    await expect(refusal).toContainText('steps 1, view: ');
    await expect(refusal).toContainText('lok');
    await input.setInputFiles(textFile('c.json', 'x'.repeat(300_000)));
    await expect(refusal).toContainText('c.json has 300 kB; a lesson has at most 256 kB.');
    await expect(page).not.toHaveURL(/tour=/);
  });

  test('on a phone the lesson stands above the view, and folds away', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openApp(page, 'view=bias&arms=bag-hybrid&tour=language-bias:2');
    const heading = page.getByRole('heading', { level: 1, name: 'Language bias' });
    await expect(heading).toBeVisible();
    const bottom = async (): Promise<number> => {
      const box = await tour(page).boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    expect(await bottom()).toBeLessThan(844 * 0.55);
    expect((await heading.boundingBox())?.y).toBeGreaterThan(await bottom());
    const next = tour(page).getByRole('button', { name: 'Next' });
    await expect(next).toBeInViewport();
    await tour(page).getByRole('button', { name: 'Fold the lesson away' }).click();
    await expect(next).toBeHidden();
    expect(await bottom()).toBeLessThan(130);
    await tour(page).getByRole('button', { name: 'Unfold the lesson' }).click();
    await expect(next).toBeInViewport();
  });
});

/** What the lessons say of the demo, looked up on the very views that they show. */
test.describe('what the lessons claim', () => {
  const lesson = (id: string): Lesson =>
    JSON.parse(readFileSync(new URL(`../public/lessons/${id}.json`, import.meta.url), 'utf8')) as Lesson;
  /** Goes to a step, within the page once the lesson is open: what is indexed stays. */
  const show = async (page: Page, id: string, step: number): Promise<void> => {
    const [, at] = new RegExp(`[?&]tour=${id}:(\\d+)`).exec(page.url()) ?? [];
    if (at === undefined) {
      const view = lesson(id).steps[step - 1]?.view ?? '';
      await page.goto(`/${view}&tour=${id}:${String(step)}`);
    } else {
      for (let from = Number(at); from < step; from += 1) {
        await tour(page).getByRole('button', { name: 'Next' }).click();
      }
      await tour(page).getByRole('link', { name: 'Show this' }).click();
    }
    await expect(tour(page).getByRole('status')).toHaveText('on the screen now');
    await waitForIndexes(page);
    await settle(page);
  };
  /** What the step before showed stays until this one's is computed: waits until nothing is at work, or changes. */
  const settle = async (page: Page): Promise<void> => {
    const main = page.getByRole('main');
    let last = '';
    await expect(async () => {
      await expect(main.locator('[aria-busy="true"]')).toHaveCount(0);
      const now = (await main.textContent()) ?? '';
      const same = now === last;
      last = now;
      expect(same).toBe(true);
    }).toPass({ intervals: [400], timeout: 60_000 });
  };
  const showTable = async (page: Page): Promise<void> => {
    await chooseSegment(page.getByRole('radio', { name: 'table' }));
  };

  /** Share of the top k and pool's share for each pair of languages, as the table of Bias has them. */
  const shares = async (page: Page): Promise<Map<string, { pool: number; shares: number[] }>> => {
    const rows = page.getByRole('region', { name: 'All pairs of languages, scrollable' }).locator('tbody tr');
    await expect(rows).toHaveCount(169);
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );
    return new Map(
      texts.map(([from, to, pool, ...arms]) => [
        `${String(from)} ${String(to)}`,
        { pool: Number(pool), shares: arms.filter((_, place) => place % 3 === 0).map(Number) },
      ]),
    );
  };
  const strip = async (page: Page, column: number): Promise<string> => {
    const figure = columns(page)
      .nth(column)
      .getByRole('img', { name: /^Languages of the top/ });
    return (await figure.getAttribute('aria-label')) ?? '';
  };
  const passages = async (page: Page, column: number): Promise<string[]> => {
    await expect(columns(page).nth(column).getByRole('article')).toHaveCount(10);
    return columns(page)
      .nth(column)
      .getByRole('article')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-passage-id') ?? ''));
  };
  const means = async (page: Page): Promise<Map<string, number[]>> => {
    const rows = page.getByRole('table', { name: 'Means before and after fusion' }).locator('tbody tr');
    await expect(rows).toHaveCount(4, { timeout: 60_000 });
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );
    return new Map(texts.map(([name = '', before, after]) => [name, [Number(before), Number(after)]]));
  };
  /** After minus before. */
  const change = (found: Map<string, number[]>, name: string): number => {
    const [before = NaN, after = NaN] = found.get(name) ?? [];
    return after - before;
  };
  /** Of a mean, waited for: the figures of the step before stay until those of this one are computed. */
  const pollChange = (page: Page, name: string) =>
    expect.poll(async () => change(await means(page), name), { timeout: 60_000 });

  test('language bias', async ({ page }) => {
    test.slow();
    await show(page, 'language-bias', 1);
    const relevant = (column: number): Locator =>
      columns(page).nth(column).locator('article[data-gold="true"]');
    await expect(relevant(1).nth(3)).toBeVisible();
    await expect(relevant(0)).toHaveCount(1);

    await show(page, 'language-bias', 2);
    await showTable(page);
    for (const [pair, { pool, shares: of }] of await shares(page)) {
      expect(pool).toBeCloseTo(1 / 13, 3);
      const [from, to] = pair.split(' ');
      if (from !== to) continue;
      expect(of[0], pair).toBeGreaterThan(0.5);
      expect(of[1], pair).toBeGreaterThan(pool);
    }

    await show(page, 'language-bias', 4);
    const distances = page
      .getByRole('region', { name: 'Rank distance of parallel relevant passages' })
      .getByRole('listitem')
      .locator('p:nth-child(2)');
    await expect(distances).toHaveCount(3, { timeout: 60_000 });
    const [mono = 0, hybrid = 0, bm25 = 0] = (await distances.allTextContents()).map((text) =>
      Number(/^[\d,.]+/.exec(text)?.[0].replaceAll(',', '')),
    );
    expect(hybrid).toBeLessThan(mono);
    expect(mono).toBeLessThan(bm25);
  });

  test('one language, and parallel questions', async ({ page }) => {
    test.slow();
    const recall = async (): Promise<number[][]> => {
      const rows = page.getByRole('region', { name: 'All measures, scrollable' }).locator('tbody tr');
      await expect(rows.nth(12)).toBeVisible({ timeout: 60_000 });
      const texts = await rows.evaluateAll((all) =>
        all.slice(0, 13).map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
      );
      // R@10, nDCG@10, MRR and mAP of A, then of B.
      return texts.map((cells) => [Number(cells[0]), Number(cells[4])]);
    };
    /** 1.96 standard errors of a share of 80 questions. */
    const margin = (share: number): number => 1.96 * Math.sqrt((share * (1 - share)) / 79);
    await show(page, 'one-language', 1);
    for (const [mono = NaN, hybrid = NaN] of await recall()) {
      expect(Math.abs(mono - hybrid)).toBeLessThan(margin(mono) + margin(hybrid));
    }
    await show(page, 'one-language', 2);
    for (const [mono = NaN, hybrid = NaN] of await recall()) expect(hybrid).toBeGreaterThan(1.5 * mono);

    await show(page, 'parallel-questions', 1);
    const amharic = [await passages(page, 0), await passages(page, 1)];
    await show(page, 'parallel-questions', 2);
    const english = [await passages(page, 0), await passages(page, 1)];
    const common = [0, 1].map((arm) => amharic[arm]?.filter((id) => english[arm]?.includes(id)).length);
    expect(common[0]).toBe(0);
    expect(common[1]).toBeGreaterThan(5);

    await show(page, 'parallel-questions', 3);
    const tests = page.getByRole('region', { name: 'Are the differences more than chance?' });
    await expect(tests.locator('tbody tr')).toContainText(/−0\.\d{3}.*< 0\.0001/s, { timeout: 60_000 });
  });

  test('xQG', async ({ page }) => {
    test.slow();
    await show(page, 'what-xqg-adds', 1);
    for (const [before, after] of (await means(page)).values()) expect(after).toBe(before);
    await show(page, 'what-xqg-adds', 2);
    await pollChange(page, 'R@10, cross-lingual').toBeGreaterThan(0.05);
    const some = await means(page);
    expect(change(some, 'R@10, multilingual pool')).toBeGreaterThan(0.03);
    expect(Math.abs(change(some, 'R@10, monolingual'))).toBeLessThan(0.015);

    await show(page, 'what-xqg-adds', 3);
    const changes = page.getByRole('region', { name: /^Changes of / }).locator('tbody tr');
    await expect(changes).toHaveCount(13, { timeout: 60_000 });
    const gains = (await changes.allTextContents()).map((row) => {
      const [, lang = '', sign = '', size = ''] = /^([a-z]{2}).*?([+−±])(\d\.\d{3})/.exec(row) ?? [];
      return { lang, gain: (sign === '−' ? -1 : 1) * Number(size) };
    });
    gains.sort((a, b) => b.gain - a.gain);
    expect(gains[0]?.lang).toBe('en');
    expect(gains.filter(({ gain }) => gain > 0).length).toBeGreaterThan(9);

    await show(page, 'what-xqg-adds', 4);
    await expect(page.getByText(/^The queries weigh/)).toContainText(/[6-9]\d\s%/);
    await pollChange(page, 'R@10, monolingual').toBeLessThan(-0.03);
    expect(change(await means(page), 'R@10, cross-lingual')).toBeGreaterThan(0.05);
  });

  test('a mean that hides a loss', async ({ page }) => {
    test.slow();
    await show(page, 'hidden-loss', 2);
    await pollChange(page, 'mAP, monolingual').toBeGreaterThan(0);
    const counts = page.getByText(/^mAP, monolingual: \d+ languages gained/);
    const [, gained = 0, lost = 0] = (
      /: (\d+) languages gained, (\d+) lost/.exec((await counts.textContent()) ?? '') ?? []
    ).map(Number);
    expect(lost).toBeGreaterThan(gained);
    const rows = page.getByRole('region', { name: /^Changes of / }).locator('tbody tr');
    await expect(rows).toHaveCount(13, { timeout: 60_000 });
    await expect(rows.filter({ hasText: '*' })).toHaveCount(0);
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );
    // Language, change, interval, gained / same / lost, p, p by Holm, n.
    const sure = cells.filter((row) => Number(row[4]) < 0.05);
    expect(sure.map(([lang, size]) => `${String(lang)} ${String(size?.[0])}`).sort()).toEqual([
      'am +',
      'zh −',
    ]);

    await show(page, 'hidden-loss', 4);
    await pollChange(page, 'MRR, multilingual pool').toBeLessThan(0);
    await chooseSegment(page.getByRole('radio', { name: 'mAP' }));
    await pollChange(page, 'mAP, multilingual pool').toBeGreaterThan(0);
  });

  test('an Amharic question', async ({ page }) => {
    test.slow();
    const share = (words: string, lang: string): number =>
      Number(new RegExp(`\\b${lang} (\\d+)\\s%`).exec(words)?.[1] ?? 0);
    await show(page, 'amharic-arabic', 1);
    const whole = await strip(page, 0);
    expect(share(whole, 'tr')).toBeGreaterThan(share(whole, 'am'));
    expect(share(whole, 'ar')).toBe(0);
    expect(share(await strip(page, 1), 'am')).toBe(100);
    await show(page, 'amharic-arabic', 2);
    const without = await strip(page, 0);
    expect(share(without, 'tr')).toBe(share(whole, 'tr') / 3);

    await show(page, 'amharic-arabic', 3);
    await showTable(page);
    const hybrid = await shares(page);
    const of = (from: string, to: string): number => hybrid.get(`${from} ${to}`)?.shares[0] ?? NaN;
    const languages = [...hybrid.keys()]
      .map((pair) => pair.split(' ')[0] ?? '')
      .filter((l, i, all) => all.indexOf(l) === i);
    const row = [...languages].sort((a, b) => of('am', b) - of('am', a));
    expect(row.slice(0, 2)).toEqual(['am', 'tr']);
    const column = (to: string): number => languages.reduce((sum, from) => sum + of(from, to), 0);
    expect([...languages].sort((a, b) => column(b) - column(a))[0]).toBe('tr');

    await show(page, 'amharic-arabic', 4);
    await showTable(page);
    const both = await shares(page);
    for (const [from, to] of [
      ['km', 'th'],
      ['th', 'km'],
    ] as const) {
      const others = languages.filter((lang) => lang !== from && lang !== to);
      const value = (lang: string, arm: number): number => both.get(`${from} ${lang}`)?.shares[arm] ?? NaN;
      const most = (arm: number): number => Math.max(...others.map((lang) => value(lang, arm)));
      expect(value(to, 0)).toBeGreaterThan(2 * most(0));
      expect(value(to, 1)).toBeLessThanOrEqual(most(1));
    }
  });
});
