import { seededRandom } from '../random.ts';
import { pairedDifferences } from './paired-differences.ts';

export interface RandomisationTest {
  readonly p: number;
  /** Whether every assignment of signs was counted, so that neither seed nor rounds matter. */
  readonly exact: boolean;
  /** Assignments of signs that were looked at: 2 to the number of pairs that differ where `exact`, else the rounds drawn. */
  readonly rounds: number;
}

export interface RandomisationOptions {
  readonly seed: number;
  /** Default 10,000. */
  readonly rounds?: number;
}

const DEFAULT_ROUNDS = 10_000;
/** Up to here counting all 2ⁿ assignments costs less than drawing. */
const MOST_COUNTED = 16;
/** Sums that should be equal differ by the order of addition; relative to the sum of absolute differences. */
const ROUNDING = 1e-12;

/**
 * Fisher's randomisation test for paired values, two-sided: were the arms alike, each difference could as well have
 * had the other sign. p is the share of sign assignments whose mean difference is at least as far from 0 as the one
 * observed. With up to 16 differences that are not 0 all assignments are counted and p = count / 2ⁿ; a tie keeps its
 * value under either sign and so changes no share. Otherwise signs are drawn and p = (count + 1) / (rounds + 1), the
 * observed assignment being one of them (Davison and Hinkley 1997, section 4.2), so that p is never 0.
 * `null` for n < 1.
 */
export function randomisationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { seed, rounds = DEFAULT_ROUNDS }: RandomisationOptions,
): RandomisationTest | null {
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`The number of rounds must be a whole number above 0, not ${rounds}.`);
  }
  const all = pairedDifferences(a, b);
  if (all.length === 0) return null;
  const differences = all.filter((difference) => difference !== 0);
  const total = differences.reduce((sum, difference) => sum + difference, 0);
  const slack = ROUNDING * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const threshold = Math.abs(total) - slack;
  if (differences.length <= MOST_COUNTED) {
    const sums = signedSums(differences, total);
    return { p: countFrom(threshold, sums) / sums.length, exact: true, rounds: sums.length };
  }
  const count = countFrom(threshold, drawnSums(differences, rounds, seed));
  return { p: (count + 1) / (rounds + 1), exact: false, rounds };
}

function countFrom(threshold: number, sums: Float64Array): number {
  let count = 0;
  for (const sum of sums) if (Math.abs(sum) >= threshold) count += 1;
  return count;
}

/** Sum under every assignment; bit i of the position turns the sign of difference i. [2ⁿ] */
function signedSums(differences: Float64Array, total: number): Float64Array {
  const sums = new Float64Array(2 ** differences.length);
  sums[0] = total;
  for (let turned = 1; turned < sums.length; turned += 1) {
    const lowest = 31 - Math.clz32(turned & -turned);
    sums[turned] = (sums[turned & (turned - 1)] ?? 0) - 2 * (differences[lowest] ?? 0);
  }
  return sums;
}

/** Sums under drawn signs, 32 of them from each random number. [rounds] */
function drawnSums(differences: Float64Array, rounds: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const sums = new Float64Array(rounds);
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    for (let start = 0; start < differences.length; start += 32) {
      let signs = (random() * 2 ** 32) | 0;
      const end = Math.min(start + 32, differences.length);
      for (let i = start; i < end; i += 1) {
        sum += (differences[i] ?? 0) * (1 - 2 * (signs & 1));
        signs >>>= 1;
      }
    }
    sums[round] = sum;
  }
  return sums;
}
