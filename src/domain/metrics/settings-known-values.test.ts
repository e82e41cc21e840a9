import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { buildTable } from './build-table.ts';
import { figuresOf } from './settings.ts';

// XQuAD-R: 13,014 candidates in 11 languages, one of them relevant in each.
const N = 13_014;
const M = 11;

/** Rank distance and mAP over the pool, averaged over orderings given by the ranks of what is relevant. */
function over(orderings: readonly (readonly number[])[]): { rd: number; map: number } {
  const table = buildTable(
    { en: N },
    orderings.map((ranks) => ({ lang: 'en', relevant: ranks.map((rank) => ['en', rank, rank] as const) })),
  );
  const [rd, , map] = figuresOf(table, ['RD', 'mAP'], ['multi']).map(({ value }) => value ?? NaN);
  return { rd: rd ?? NaN, map: map ?? NaN };
}

const from = (first: number): number[] => Array.from({ length: M }, (_, i) => first + i);

describe('orderings of known rank distance and mAP', () => {
  it('all relevant passages first: 10 and 1', () => {
    expect(over([from(1)])).toEqual({ rd: M - 1, map: 1 });
  });

  it('adjacent further down: the same distance, and precision i / (99 + i) at each', () => {
    const map = from(1).reduce((sum, i) => sum + i / (99 + i), 0) / M;
    expect(over([from(100)]).rd).toBe(M - 1);
    expect(over([from(100)]).map).toBeCloseTo(map, 12);
  });

  it('one at each end: N − 1', () => {
    expect(over([[1, ...from(50).slice(0, M - 2), N]]).rd).toBe(N - 1);
  });

  it('every tenth rank: precision 1 / 10 throughout', () => {
    expect(over([from(1).map((i) => 10 * i)])).toEqual({ rd: 100, map: expect.closeTo(0.1, 12) as number });
  });

  it('at random: what combinatorics expects', () => {
    const trials = 4_000;
    const random = seededRandom(20_240_810);
    const { rd, map } = over(
      Array.from({ length: trials }, () => {
        const ranks = new Set<number>();
        while (ranks.size < M) ranks.add(1 + Math.floor(random() * N));
        return [...ranks];
      }),
    );
    // Range of m of N without replacement; its standard deviation is about 1,300, so 4 standard errors are 82.
    const expectedRange = ((M - 1) * (N + 1)) / (M + 1);
    expect(expectedRange).toBeCloseTo(10_845.83, 2);
    expect(Math.abs(rd - expectedRange)).toBeLessThan(82);
    // E[AP] = (H_N + (m − 1)(N − H_N) / (N − 1)) / N, from the chance that ranks i and k are both relevant.
    let harmonic = 0;
    for (let i = 1; i <= N; i += 1) harmonic += 1 / i;
    const expectedPrecision = (harmonic + ((M - 1) * (N - harmonic)) / (N - 1)) / N;
    expect(map).toBeGreaterThan(expectedPrecision * 0.75);
    expect(map).toBeLessThan(expectedPrecision * 1.25);
  });
});
