import type { Arguments, Flag } from './arguments.ts';
import { UsageError } from './usage.ts';

/** More would be a typing mistake: `0:1:0.0001`. */
const MOST = 1000;

/**
 * A flag's numbers: a list, `0,0.5,1`, or a range with its step, `0:1:0.1`, both ends included.
 * @throws UsageError
 */
export function numbersOf(args: Arguments, flag: Flag): readonly number[] {
  const text = args.one(flag) ?? '';
  const values = text.includes(':') ? rangeOf(text) : args.list(flag).map(Number);
  if (values === null || values.length === 0 || values.some((value) => !Number.isFinite(value))) {
    throw new UsageError(`--${flag} is a list such as 0,0.5,1 or a range such as 0:1:0.1, not "${text}".`);
  }
  return [...new Set(values)];
}

function rangeOf(text: string): number[] | null {
  const [from = NaN, to = NaN, step = NaN, ...more] = text.split(':').map(Number);
  const last = Math.floor((to - from) / step + 1e-9);
  if (more.length > 0 || !(step > 0) || !(last >= 0 && last < MOST)) return null;
  // 3 × 0.1 is 0.30000000000000004.
  return Array.from({ length: last + 1 }, (_, i) => Number((from + i * step).toFixed(10)));
}
