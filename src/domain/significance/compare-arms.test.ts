import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMeanDifference } from './bootstrap.ts';
import type { ArmValues, ComparedPair, CompareOptions } from './compare-arms.ts';
import { compareArms } from './compare-arms.ts';
import { holm } from './correct.ts';
import { pairedTTest } from './paired-t-test.ts';
import { randomisationTest } from './randomisation-test.ts';

const OPTIONS: CompareOptions = { seed: 1, resamples: 500, level: 0.05, correction: 'holm' };
const A = [0.5, 0.6, 0.7, 0.8, 0.9, 0.3, 0.4, 0.75];
const B = [0.4, 0.65, 0.6, 0.7, 0.85, 0.3, 0.2, 0.7];
const C = [0.1, 0.6, 0.2, 0.9, 0.5, 0.2, 0.1, 0.4];

function arm(
  id: string,
  values: readonly (number | null)[],
  state: ArmValues['state'] = 'complete',
): ArmValues {
  return { id, state, values: new Map(values.map((value, i) => [`q${i}`, value])) };
}

function comparedPairs(arms: readonly ArmValues[], options = OPTIONS): ComparedPair[] {
  return compareArms(arms, options).pairs.filter((pair) => pair.blocked === null);
}

describe('compareArms', () => {
  it('puts the figures of a pair together', () => {
    const [pair] = comparedPairs([arm('a', A), arm('b', B)]);
    expect(pair).toMatchObject({
      first: 'a',
      second: 'b',
      blocked: null,
      n: 8,
      unpaired: 0,
      undefinedCount: 0,
    });
    expect(pair).toMatchObject({ wins: 6, losses: 1, ties: 1 });
    expect(pair?.meanFirst).toBeCloseTo(0.61875, 14);
    expect(pair?.meanSecond).toBeCloseTo(0.55, 14);
    expect(pair?.meanDifference).toBeCloseTo(0.06875, 14);
    expect(pair?.tTest.p).toBeCloseTo(0.03633983911945616, 12);
    expect(pair?.randomisation).toEqual({ p: 0.0625, exact: true, adjustedP: 0.0625 });
    expect(pair?.interval).toEqual(
      bootstrapMeanDifference(A, B, { seed: 1, resamples: 500, confidence: 0.95 }),
    );
  });

  it('takes every two arms in order and corrects each test over all pairs', () => {
    const pairs = comparedPairs([arm('a', A), arm('b', B), arm('c', C)]);
    expect(pairs.map(({ first, second }) => `${first}-${second}`)).toEqual(['a-b', 'a-c', 'b-c']);
    const inputs: [number[], number[]][] = [
      [A, B],
      [A, C],
      [B, C],
    ];
    const ts = inputs.map(([a, b]) => pairedTTest(a, b)!.p);
    const randomised = inputs.map(([a, b]) => randomisationTest(a, b, { seed: 1, rounds: 500 })!.p);
    expect(pairs.map(({ tTest }) => tTest.adjustedP)).toEqual(holm(ts));
    expect(pairs.map(({ randomisation }) => randomisation.adjustedP)).toEqual(holm(randomised));
    const bonferroni = comparedPairs([arm('a', A), arm('b', B), arm('c', C)], {
      ...OPTIONS,
      correction: 'bonferroni',
    });
    expect(bonferroni.map(({ tTest }) => tTest.adjustedP)).toEqual(ts.map((p) => Math.min(1, 3 * p!)));
  });

  it('blocks the pairs of an arm that has not run, without counting them as tests', () => {
    const { pairs } = compareArms([arm('a', A), arm('x', C, 'not-run'), arm('b', B)], OPTIONS);
    expect(pairs[0]).toEqual({ first: 'a', second: 'x', blocked: 'not-run' });
    expect(pairs[2]).toEqual({ first: 'x', second: 'b', blocked: 'not-run' });
    expect(pairs[1]).toMatchObject({ first: 'a', second: 'b', blocked: null });
    const between = pairs[1] as ComparedPair;
    expect(between.tTest.adjustedP).toBe(between.tTest.p);
  });

  it('compares common questions only and counts the others', () => {
    const first = {
      id: 'a',
      state: 'complete',
      values: new Map([
        ['x', 1],
        ['y', 0],
        ['z', 0.5],
        ['w', null],
      ]),
    } as const;
    const second = {
      id: 'b',
      state: 'complete',
      values: new Map([
        ['y', 1],
        ['x', 0.5],
        ['z', null],
        ['v', 1],
        ['w', null],
      ]),
    } as const;
    expect(comparedPairs([first, second])[0]).toMatchObject({
      n: 2,
      unpaired: 2,
      undefinedCount: 1,
      meanFirst: 0.5,
      meanSecond: 0.75,
      wins: 1,
      losses: 1,
    });
  });

  it('blocks a pair with fewer than two questions in common', () => {
    const { pairs } = compareArms([arm('a', [1, null, 0]), arm('b', [1, 1, null]), arm('c', [])], OPTIONS);
    expect(pairs.map(({ blocked }) => blocked)).toEqual(['too-few', 'too-few', 'too-few']);
    expect(pairs[0]).toEqual({ first: 'a', second: 'b', blocked: 'too-few' });
  });

  it('has a randomisation test, if no t, for arms that differ by one amount', () => {
    const [pair] = comparedPairs([arm('a', [0.2, 0.3, 0.4]), arm('b', [0.1, 0.2, 0.3])]);
    expect(pair?.tTest).toEqual({ t: null, df: 2, p: null, adjustedP: null });
    expect(pair?.randomisation.p).toBe(0.25);
    expect(pair?.wins).toBe(3);
  });

  it('refuses arms of one name and a level that is none', () => {
    expect(() => compareArms([arm('a', A), arm('a', B)], OPTIONS)).toThrow(RangeError);
    expect(() => compareArms([arm('a', A)], { ...OPTIONS, level: 0 })).toThrow(RangeError);
  });

  it('has no pairs for one arm and says what was asked', () => {
    expect(compareArms([arm('a', A)], OPTIONS)).toEqual({ ...OPTIONS, pairs: [] });
  });

  const values = fc.array(fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }), {
    minLength: 20,
    maxLength: 40,
  });

  it('gives the same figures whatever the order of the maps and beside whatever arms', () => {
    fc.assert(
      fc.property(values, values, values, fc.integer(), (a, b, c, seed) => {
        const options = { ...OPTIONS, seed, resamples: 50 };
        const turned = { ...arm('a', a), values: new Map([...arm('a', a).values].reverse()) };
        const [alone] = compareArms([arm('a', a), arm('b', b)], options).pairs;
        expect(compareArms([turned, arm('b', b)], options).pairs[0]).toEqual(alone);
        const [beside] = compareArms([arm('a', a), arm('b', b), arm('c', c)], options).pairs;
        if (alone?.blocked !== null || beside?.blocked !== null) return;
        const raw = ({ tTest, randomisation, ...rest }: ComparedPair): unknown => [
          rest,
          tTest.p,
          randomisation.p,
        ];
        expect(raw(beside)).toEqual(raw(alone));
      }),
      { numRuns: 50 },
    );
  });

  it('turns over with the order of the arms', () => {
    fc.assert(
      fc.property(values, values, fc.integer(), (a, b, seed) => {
        const options = { ...OPTIONS, seed, resamples: 50 };
        const [there] = comparedPairs([arm('a', a), arm('b', b)], options);
        const [back] = comparedPairs([arm('b', b), arm('a', a)], options);
        if (there === undefined || back === undefined) return;
        expect(back.meanDifference).toBeCloseTo(-there.meanDifference, 12);
        expect([back.wins, back.losses, back.ties]).toEqual([there.losses, there.wins, there.ties]);
        expect([back.tTest.p, back.randomisation.p]).toEqual([there.tTest.p, there.randomisation.p]);
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 12);
        expect(there.meanDifference).toBeCloseTo(there.meanFirst - there.meanSecond, 12);
        expect(there.wins + there.losses + there.ties).toBe(there.n);
      }),
      { numRuns: 50 },
    );
  });
});
