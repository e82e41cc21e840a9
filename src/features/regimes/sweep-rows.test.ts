import { describe, expect, it } from 'vitest';
import type { LanguagesPoint } from '../../domain/regimes/sweeps.ts';
import { againstMono, againstMonoTable, languagesCurve, languagesTable } from './sweep-rows.ts';

const alpha = [
  { alpha: 0, mono: 0.5, cross: 0.3, multi: 0.2, rankDistance: 6000 },
  { alpha: 1, mono: 0.6, cross: 0.1, multi: 0.1, rankDistance: 8000 },
];
const all = { mono: 0.5, cross: 0.1, multi: 0.1, rankDistance: 9000 };
const points: readonly LanguagesPoint[] = [
  { count: 1, languages: ['en'], seen: { mono: 0.6, cross: null }, unseen: { mono: 0.4, cross: 0.1 }, all },
  { count: 24, languages: [], seen: { mono: 0.6, cross: 0.3 }, unseen: null, all },
];

describe('againstMono', () => {
  it('gives points of mAP and per cent of the rank distance', () => {
    expect(againstMono(alpha, 'mono').map(({ y }) => Math.round(y ?? NaN))).toEqual([-10, 0]);
    expect(againstMono(alpha, 'cross').map(({ y }) => Math.round(y ?? NaN))).toEqual([20, 0]);
    expect(againstMono(alpha, 'rankDistance').map(({ y }) => Math.round(y ?? NaN))).toEqual([-25, 0]);
  });

  it('has nothing to compare with when α = 1 was not swept', () => {
    expect(againstMono(alpha.slice(0, 1), 'mono')).toEqual([]);
  });

  it('stands beside the published differences in one table', () => {
    const { rows } = againstMonoTable(alpha);
    expect(rows).toHaveLength(2 + 3 + 3);
    // XLM-R at α = 0: 0.7554 − 0.7918
    expect(rows.find(({ model, alpha: at }) => model === 'XLM-R' && at === 0)?.['mono']).toBeCloseTo(-3.64);
  });
});

describe('languagesCurve', () => {
  it('stands at places, leaves gaps where a group is empty', () => {
    expect(languagesCurve(points, 'unseen', 'mono')).toEqual([
      { x: 0, y: 0.4 },
      { x: 1, y: null },
    ]);
    expect(languagesCurve(points, 'seen', 'cross').map(({ y }) => y)).toEqual([null, 0.3]);
    expect(languagesCurve(points, 'seen', 'multi').map(({ y }) => y)).toEqual([null, null]);
  });

  it('has the same numbers in its table', () => {
    const { rows } = languagesTable({ corpus: 'XQuAD-R', languages: { order: ['en'], points } });
    expect(rows[0]).toMatchObject({ count: 1, 'seen mono': 0.6, 'seen cross': null, 'unseen cross': 0.1 });
    expect(rows[1]?.['unseen mono']).toBeNull();
  });
});
