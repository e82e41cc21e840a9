import { describe, expect, it } from 'vitest';
import { summariseLanguages } from './aggregate.ts';

const VALUES = [
  { lang: 'en', value: 0.9 },
  { lang: 'am', value: 0.3 },
  { lang: 'km', value: 0.6 },
  { lang: 'de', value: null },
];

describe('summariseLanguages', () => {
  it('sets worst, spread and deviation beside the mean', () => {
    const summary = summariseLanguages(VALUES, new Set(['en', 'de']));
    expect(summary.mean).toBeCloseTo(0.6);
    expect(summary.worst).toEqual({ lang: 'am', value: 0.3 });
    expect(summary.spread).toBeCloseTo(0.6);
    expect(summary.standardDeviation).toBeCloseTo(0.3);
    expect(summary).toMatchObject({ n: 3, undefinedCount: 1 });
  });

  it('parts languages seen in training from the rest', () => {
    const { seen, unseen } = summariseLanguages(VALUES, new Set(['en', 'de']));
    expect(seen).toEqual({ mean: 0.9, n: 1 });
    expect(unseen.n).toBe(2);
    expect(unseen.mean).toBeCloseTo(0.45);
  });

  it('counts neither for an arm that was not trained', () => {
    const { seen, unseen } = summariseLanguages(VALUES, null);
    expect([seen, unseen]).toEqual([
      { mean: null, n: 0 },
      { mean: null, n: 0 },
    ]);
  });

  it('takes the largest for the worst where lower is better', () => {
    expect(summariseLanguages(VALUES, null, false).worst?.lang).toBe('en');
  });

  it('has no figures without values', () => {
    expect(summariseLanguages([], null)).toMatchObject({
      mean: null,
      worst: null,
      spread: null,
      standardDeviation: null,
    });
  });
});
