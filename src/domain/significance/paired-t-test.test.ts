import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import { equivalenceTest, pairedTTest } from './paired-t-test.ts';
import { randomisationTest } from './randomisation-test.ts';

const A = [0.5, 0.6, 0.7, 0.8, 0.9, 0.3, 0.4, 0.75];
const B = [0.4, 0.65, 0.6, 0.7, 0.85, 0.3, 0.2, 0.7];

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
  minLength: 2,
  maxLength: 30,
});
const split = (values: readonly (readonly [number, number])[]): [number[], number[]] => [
  values.map(([a]) => a / 20),
  values.map(([, b]) => b / 20),
];

describe('pairedTTest', () => {
  // scipy 1.17.1, stats.ttest_rel(A, B, alternative=…).
  it.each([
    ['two-sided', 0.03633983911945616],
    ['greater', 0.01816991955972808],
    ['less', 0.9818300804402719],
  ] as const)('agrees with scipy, %s', (alternative, p) => {
    const test = pairedTTest(A, B, alternative);
    expect(test).toMatchObject({ df: 7, n: 8 });
    expect(test?.t).toBeCloseTo(2.5824971129863195, 12);
    expect(test?.p).toBeCloseTo(p, 12);
    expect(test?.meanDifference).toBeCloseTo(0.06875, 14);
  });

  it('can be done by hand for n = 2, where t is Cauchy', () => {
    // d = 1, 3: mean 2, standard deviation √2, standard error 1; p = 1 − 2 · atan(2) / π.
    const test = pairedTTest([2, 5], [1, 2]);
    expect(test?.t).toBeCloseTo(2, 14);
    expect(test?.p).toBeCloseTo(1 - (2 * Math.atan(2)) / Math.PI, 14);
  });

  it('has no answer for fewer than two pairs', () => {
    expect([pairedTTest([], []), pairedTTest([1], [0])]).toEqual([null, null]);
  });

  it('finds nothing where nothing differs, rounding apart', () => {
    expect(pairedTTest([0.1 + 0.2, 0.5], [0.3, 0.5])).toEqual({ t: 0, df: 1, p: 1, meanDifference: 0, n: 2 });
    expect(pairedTTest([1, 2], [1, 2], 'greater')?.p).toBe(1);
  });

  it('does not make certainty of a difference that never varies', () => {
    const test = pairedTTest([0.3, 0.4, 0.9], [0.2, 0.3, 0.8]);
    expect(test).toMatchObject({ t: null, p: null, df: 2, n: 3 });
    expect(test?.meanDifference).toBeCloseTo(0.1, 14);
  });

  it('refuses arrays that cannot be paired', () => {
    expect(() => pairedTTest([1, 2], [1])).toThrow(RangeError);
  });

  it('is antisymmetric in t, symmetric in p, and p is a probability', () => {
    fc.assert(
      fc.property(pairs, (values) => {
        const [a, b] = split(values);
        const there = pairedTTest(a, b)!;
        const back = pairedTTest(b, a)!;
        expect(back.p).toBe(there.p);
        expect(back.meanDifference).toBeCloseTo(-there.meanDifference, 14);
        if (there.t === null || there.p === null) return;
        expect(back.t).toBeCloseTo(-there.t, 14);
        expect(there.p >= 0 && there.p <= 1).toBe(true);
        const sides = pairedTTest(a, b, 'greater')!.p! + pairedTTest(a, b, 'less')!.p!;
        expect(sides).toBeCloseTo(
          there.t === 0 && there.p === 1 && a.every((x, i) => x === b[i]) ? 2 : 1,
          12,
        );
      }),
    );
  });
});

describe('equivalenceTest', () => {
  it('agrees with scipy: the larger of two one-sided tests of one sample', () => {
    // scipy 1.17.1: ttest_1samp(A − B, −m, alternative='greater') and (A − B, m, alternative='less').
    expect(equivalenceTest(A, B, 0.05)?.p).toBeCloseTo(0.7480072297141376, 12);
    expect(equivalenceTest(A, B, 0.2)?.p).toBeCloseTo(0.0008469213483711594, 12);
  });

  it('needs a margin, two pairs and a spread', () => {
    expect(() => equivalenceTest(A, B, 0)).toThrow(RangeError);
    expect(equivalenceTest([1], [1], 0.1)).toBeNull();
    expect(equivalenceTest(A, A, 0.1)).toMatchObject({ p: null, meanDifference: 0, n: 8 });
  });

  it('falls as the margin grows, and takes no side', () => {
    const margin = fc.double({ min: 0.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(pairs, margin, margin, (values, one, other) => {
        const [a, b] = split(values);
        const narrow = equivalenceTest(a, b, Math.min(one, other))!.p;
        const wide = equivalenceTest(a, b, Math.max(one, other))!.p;
        expect(equivalenceTest(b, a, Math.min(one, other))!.p).toBe(narrow);
        if (narrow !== null && wide !== null) expect(wide).toBeLessThanOrEqual(narrow + 1e-12);
      }),
    );
  });
});

describeWithShared('the shared test vector', ['docs', 'papers-tables.json'], (path) => {
  interface Vector {
    readonly A: number[];
    readonly B: number[];
    readonly t: number;
    readonly df: number;
    readonly p_two_sided: number;
    readonly p_one_sided_greater: number;
    readonly exact_signflip: string;
    readonly 'tost_delta_0.05_p': number;
  }

  it('comes out', () => {
    const { vectors } = JSON.parse(readFileSync(path, 'utf8')) as { vectors: { t_test: Vector } };
    const vector = vectors.t_test;
    const test = pairedTTest(vector.A, vector.B);
    expect(test?.t).toBeCloseTo(vector.t, 12);
    expect(test?.df).toBe(vector.df);
    expect(test?.p).toBeCloseTo(vector.p_two_sided, 12);
    expect(pairedTTest(vector.A, vector.B, 'greater')?.p).toBeCloseTo(vector.p_one_sided_greater, 12);
    expect(equivalenceTest(vector.A, vector.B, 0.05)?.p).toBeCloseTo(vector['tost_delta_0.05_p'], 12);
    const [count, of] = vector.exact_signflip.split('/').map(Number);
    expect(randomisationTest(vector.A, vector.B, { seed: 1 })?.p).toBe(count! / of!);
  });
});
