import type { CompareOptions } from '../domain/significance/compare-arms.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

export function compareOptionsOf(args: Arguments): CompareOptions {
  const correction = args.one('correction') ?? 'holm';
  if (correction !== 'holm' && correction !== 'bonferroni') {
    throw new UsageError(`--correction is holm or bonferroni, not "${correction}".`);
  }
  return {
    seed: args.number('seed', { min: 0, max: 2 ** 31 - 1, integer: true }) ?? 1,
    resamples: args.number('resamples', { min: 100, max: 1_000_000, integer: true }) ?? 10_000,
    level: 0.05,
    correction,
  };
}
