import type { BootstrapInterval } from './bootstrap.ts';
import { bootstrapMeanDifference } from './bootstrap.ts';
import type { Correction } from './correct.ts';
import { correct } from './correct.ts';
import { meanOf, pairedDifferences } from './paired-differences.ts';
import { pairedTTest } from './paired-t-test.ts';
import { randomisationTest } from './randomisation-test.ts';

export interface ArmValues {
  readonly id: string;
  /** 'not-run' where any of its queries was cancelled, failed or is not encoded yet: such an arm has no value. */
  readonly state: 'complete' | 'not-run';
  /** By question, after `groupQueries`, or by query where none is parallel; `null` where the measure is undefined. */
  readonly values: ReadonlyMap<string, number | null>;
}

export interface CompareOptions {
  readonly seed: number;
  /** Of the bootstrap, and rounds of the randomisation test. */
  readonly resamples: number;
  /** Significance level α; intervals are at 1 − α. */
  readonly level: number;
  readonly correction: Correction;
}

export interface ComparedPair {
  readonly first: string;
  readonly second: string;
  readonly blocked: null;
  /** Questions for which both arms have a value: all figures of the pair are over these. */
  readonly n: number;
  /** Questions for which one arm alone has a value. */
  readonly unpaired: number;
  /** Questions that neither has a value for. */
  readonly undefinedCount: number;
  readonly meanFirst: number;
  readonly meanSecond: number;
  /** First − second, as all that follows. */
  readonly meanDifference: number;
  /** Questions where the first arm is ahead, behind, and neither (by less than `TIE`). */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Of the mean difference, at 1 − α; not corrected for the number of pairs. */
  readonly interval: BootstrapInterval;
  /** t and p are `null` where the arms differ by the same amount everywhere (see `pairedTTest`). */
  readonly tTest: {
    readonly t: number | null;
    readonly df: number;
    readonly p: number | null;
    readonly adjustedP: number | null;
  };
  readonly randomisation: { readonly p: number; readonly exact: boolean; readonly adjustedP: number };
}

/** 'not-run': one of the arms has not run. 'too-few': fewer than two questions in common. */
export interface BlockedPair {
  readonly first: string;
  readonly second: string;
  readonly blocked: 'not-run' | 'too-few';
}

export interface Comparison extends CompareOptions {
  /** Each two arms once, in the order of the arms: 1–2, 1–3, …, 2–3, … */
  readonly pairs: readonly (ComparedPair | BlockedPair)[];
}

type UncorrectedPair = Omit<ComparedPair, 'tTest' | 'randomisation'> & {
  readonly tTest: Omit<ComparedPair['tTest'], 'adjustedP'>;
  readonly randomisation: Omit<ComparedPair['randomisation'], 'adjustedP'>;
};

/**
 * Every two arms against each other. A pair's own figures depend on its two arms and the options alone, not on the
 * order of the maps nor on the other arms; p-values are corrected over the pairs that could be tested, once for each
 * of the two tests. Arms of one id are a `RangeError`.
 */
export function compareArms(arms: readonly ArmValues[], options: CompareOptions): Comparison {
  const { seed, resamples, level, correction } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`The significance level must lie between 0 and 1, not at ${level}.`);
  }
  if (new Set(arms.map(({ id }) => id)).size < arms.length) {
    throw new RangeError('Each arm of a comparison needs an id of its own.');
  }
  const pairs = arms.flatMap((first, i) =>
    arms.slice(i + 1).map((second) => comparePair(first, second, options)),
  );
  const tPs = correct(
    pairs.map((pair) => (pair.blocked === null ? pair.tTest.p : null)),
    correction,
  );
  const randomisationPs = correct(
    pairs.map((pair) => (pair.blocked === null ? pair.randomisation.p : null)),
    correction,
  );
  return {
    seed,
    resamples,
    level,
    correction,
    pairs: pairs.map((pair, i) => {
      if (pair.blocked !== null) return pair;
      return {
        ...pair,
        tTest: { ...pair.tTest, adjustedP: tPs[i] ?? null },
        randomisation: { ...pair.randomisation, adjustedP: randomisationPs[i] ?? 1 },
      };
    }),
  };
}

function comparePair(
  first: ArmValues,
  second: ArmValues,
  { seed, resamples, level }: CompareOptions,
): UncorrectedPair | BlockedPair {
  const ids = { first: first.id, second: second.id };
  if (first.state === 'not-run' || second.state === 'not-run') return { ...ids, blocked: 'not-run' };

  const { a, b, unpaired, undefinedCount } = alignValues(first.values, second.values);
  const meanFirst = meanOf(a);
  const meanSecond = meanOf(b);
  const t = pairedTTest(a, b);
  const randomisation = randomisationTest(a, b, { seed, rounds: resamples });
  const interval = bootstrapMeanDifference(a, b, { seed, resamples, confidence: 1 - level });
  if (
    meanFirst === null ||
    meanSecond === null ||
    t === null ||
    randomisation === null ||
    interval === null
  ) {
    return { ...ids, blocked: 'too-few' };
  }

  const signs = pairedDifferences(a, b).map(Math.sign);
  return {
    ...ids,
    blocked: null,
    n: t.n,
    unpaired,
    undefinedCount,
    meanFirst,
    meanSecond,
    meanDifference: t.meanDifference,
    wins: signs.filter((sign) => sign > 0).length,
    losses: signs.filter((sign) => sign < 0).length,
    ties: signs.filter((sign) => sign === 0).length,
    interval,
    tTest: { t: t.t, df: t.df, p: t.p },
    randomisation: { p: randomisation.p, exact: randomisation.exact },
  };
}

/** Values of the common questions, sorted by key so that seeded draws meet them in one order everywhere. */
function alignValues(
  first: ArmValues['values'],
  second: ArmValues['values'],
): { a: Float64Array; b: Float64Array; unpaired: number; undefinedCount: number } {
  const keys = [...new Set([...first.keys(), ...second.keys()])].sort();
  const a: number[] = [];
  const b: number[] = [];
  let unpaired = 0;
  let undefinedCount = 0;
  for (const key of keys) {
    const one = first.get(key) ?? null;
    const other = second.get(key) ?? null;
    if (one !== null && other !== null) {
      a.push(one);
      b.push(other);
    } else if (one === null && other === null) undefinedCount += 1;
    else unpaired += 1;
  }
  return { a: Float64Array.from(a), b: Float64Array.from(b), unpaired, undefinedCount };
}
