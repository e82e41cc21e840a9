import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../../domain/lab/default-recipes.ts';
import type { Figure, Report } from '../../domain/metrics/figures.ts';
import type { SweepPoint } from '../../protocol/lab.ts';
import { alphaValues, gainCurve, readOrder, sweepCurve, sweepTable, sweptWords } from './sweep-rows.ts';

const point = (value: number, crosses: readonly (number | null)[], unseen: number | null): SweepPoint => ({
  value,
  languages: ['en', 'am'],
  perSeed: crosses.map((cross, seed) => ({
    seed,
    figures: { mono: 0.5, cross, multi: 0.3, rankDistance: 200, queries: 10 },
    seen: { languages: ['en', 'am'], mono: 0.625, multi: 0.4 },
    unseen: unseen === null ? null : { languages: ['km'], mono: unseen, multi: 0.2 },
  })),
});

const figure = (queryLanguage: string, setting: 'mono' | 'multi', value: number): Figure => ({
  setting,
  queryLanguage,
  passageLanguage: 'all',
  measure: 'mAP',
  value,
  n: 1,
  undefinedCount: 0,
  margin: null,
});
/** Only what a sweep looks at. */
const before = {
  figures: [
    ...['en', 'am', 'km'].map((lang) => figure(lang, 'multi', 0.25)),
    figure('en', 'mono', 0.25),
    figure('am', 'mono', 0.5),
    figure('km', 'mono', 0.5),
  ],
} as unknown as Report;

describe('a sweep', () => {
  it('runs from 0 to 1 in round steps', () => {
    expect(alphaValues(0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(alphaValues(0.25)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
  it('reads an order of languages, and names what it does not know', () => {
    expect(readOrder(' EN, am  km;am xx', ['am', 'en', 'km'])).toEqual({
      order: ['en', 'am', 'km'],
      unknown: ['xx'],
    });
  });
  it('is drawn with intervals over the seeds', () => {
    const [first, second] = sweepCurve([point(0, [0.4], null), point(1, [0.25, 0.5, 0.75], null)], 'cross');
    expect(first).toEqual({ x: 0, y: 0.4, margin: null });
    expect(second?.y).toBe(0.5);
    expect(second?.margin).toBeCloseTo((4.3027 * 0.25) / Math.sqrt(3), 4);
  });
  it('languages gain over themselves, and nobody unseen is not zero', () => {
    const curve = gainCurve([point(2, [0.4], 0.75), point(3, [0.4], null)], 'unseen', 'mono', before);
    expect(curve).toEqual([
      { x: 2, y: 25, margin: null },
      { x: 3, y: null, margin: null },
    ]);
    // en and am had 0.25 and 0.5 before, and 0.625 after.
    expect(gainCurve([point(2, [0.4], 0.75)], 'seen', 'mono', before)[0]?.y).toBe(25);
  });
  it('says what it trains', () => {
    const recipe = defaultRecipe('hybrid');
    expect(sweptWords(recipe, 'alpha')).toMatch(/^α from 0 to 1 · all languages · full matrix/);
    expect(sweptWords(recipe, 'languages')).toMatch(/^α 0\.5 · full matrix/);
  });
  it('becomes a table; languages have columns of their own where they were swept', () => {
    const alpha = sweepTable([point(0.5, [0.4], null)], 'alpha', 'α', before);
    expect(alpha.columns.map(({ key }) => key)).not.toContain('unseen mono');
    expect(alpha.rows[0]).toMatchObject({ value: 0.5, cross: 0.4, 'cross ±': null, seeds: 1 });
    const languages = sweepTable([point(2, [0.4], 0.75)], 'languages', 'Languages', before);
    expect(languages.rows[0]).toMatchObject({ added: 'en am', 'unseen mono': 25 });
  });
});
