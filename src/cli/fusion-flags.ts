import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { Shard } from '../domain/corpus/types.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/**
 * `null` when no flag asks for fusion.
 * @param alphaFlag another name for α where `--alpha` means something else to the command
 */
export function fusionOf(
  args: Arguments,
  shard: Shard,
  alphaFlag: 'alpha' | 'xqg-alpha' = 'alpha',
): FusionChoice | null {
  const alpha = args.number(alphaFlag, { min: 0, max: 1 });
  if (alpha === undefined && args.many('xqg').length === 0) return null;
  if (shard.generated.length === 0)
    throw new UsageError('There are no generated queries for these passages: give --xqg FILE.');
  const mode = args.one('xqg-mode') ?? 'sum';
  if (mode !== 'sum' && mode !== 'mean') throw new UsageError(`--xqg-mode is sum or mean, not "${mode}".`);
  return {
    mode,
    alpha: alpha ?? 0.01,
    perLanguage: args.number('xqg-per-language', { min: 0, max: 1000, integer: true }) ?? 1000,
    languages: [...new Set(shard.generated.flatMap((row) => Object.keys(row.queries)))].sort(),
    normalise: args.has('xqg-normalise'),
  };
}
