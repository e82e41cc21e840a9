import { describe, expect, it } from 'vitest';
import type { QueryValues } from './compare-by-language.ts';
import { compareByLanguage } from './compare-by-language.ts';

const OPTIONS = { seed: 1, resamples: 500, level: 0.05, correction: 'holm' } as const;
const IDS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const values = (am: readonly number[], en: readonly number[]): QueryValues => ({
  queryIds: [...IDS.map((id) => `am-${id}`), ...IDS.map((id) => `en-${id}`)],
  languages: [...IDS.map(() => 'am'), ...IDS.map(() => 'en')],
  values: [...am, ...en],
});

describe('compareByLanguage', () => {
  // The pair of papers-tables.json: 16 of 256 sign flips, p = 0.0625.
  const A = [0.5, 0.6, 0.7, 0.8, 0.9, 0.3, 0.4, 0.75];
  const B = [0.4, 0.65, 0.6, 0.7, 0.85, 0.3, 0.2, 0.7];

  it('tests each language by itself, after minus before', () => {
    const [am, en] = compareByLanguage(values(B, A), values(A, A), OPTIONS);
    expect(am).toMatchObject({ lang: 'am', n: 8, wins: 6, losses: 1, ties: 1 });
    expect(am?.tested === true ? am.meanDifference : NaN).toBeCloseTo(0.06875, 10);
    expect(am?.tested === true ? am.p : NaN).toBeCloseTo(0.0625, 10);
    expect(en).toMatchObject({ lang: 'en', meanDifference: 0, p: 1 });
  });

  it('corrects over the languages', () => {
    const [am] = compareByLanguage(values(B, A), values(A, A), OPTIONS);
    expect(am?.tested === true ? am.adjustedP : NaN).toBeCloseTo(0.125, 10);
  });

  it('leaves out what is undefined on either side, and a language without two values', () => {
    const gaps = A.map((value, i) => (i < 7 ? NaN : value));
    const [am] = compareByLanguage(values(gaps, A), values(A, A), OPTIONS);
    expect(am).toEqual({ lang: 'am', tested: false });
  });
});
