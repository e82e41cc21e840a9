import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { CorpusSummary, LanguageCode } from '../domain/corpus/types.ts';

/** Fusion as it is computed on a shard; `null` where the shard has no generated queries. */
export function askedFusion(fusion: FusionChoice, shard: CorpusSummary | null): FusionChoice | null {
  if (shard === null || shard.generated === 0) return null;
  return resolveLanguages(
    fusion,
    shard.languages.map(({ lang }) => lang),
  );
}

/** The choice with its languages written out: in a link, none means all. */
export function resolveLanguages(choice: FusionChoice, all: readonly LanguageCode[]): FusionChoice {
  return choice.languages.length > 0 ? choice : { ...choice, languages: [...all].sort() };
}
