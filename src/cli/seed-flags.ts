import type { SplitChoice } from '../domain/lab/split.ts';
import type { Arguments, Flag } from './arguments.ts';

const LARGEST_SEED = 2 ** 32 - 1;
const MOST_SEEDS = 100;

export const SEED_FLAGS: readonly Flag[] = ['seed', 'seeds', 'split-seed', 'held-out'];

/** `--seeds` seeds from `--seed` on. */
export function seedsOf(args: Arguments): readonly number[] {
  const count = args.number('seeds', { min: 1, max: MOST_SEEDS, integer: true }) ?? 1;
  const first = args.number('seed', { min: 0, max: LARGEST_SEED - MOST_SEEDS, integer: true }) ?? 1;
  return Array.from({ length: count }, (_, i) => first + i);
}

export function splitChoiceOf(args: Arguments): SplitChoice {
  return {
    seed: args.number('split-seed', { min: 0, max: LARGEST_SEED, integer: true }) ?? 1,
    heldOut: args.number('held-out', { min: 0.1, max: 0.9 }) ?? 0.5,
  };
}
