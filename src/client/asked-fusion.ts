import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { CorpusSummary } from '../domain/corpus/types.ts';

/**
 * Fusion as it is computed: no languages chosen means all of the shard's; `null` where the shard has no generated
 * queries.
 */
export function askedFusion(fusion: FusionChoice, shard: CorpusSummary | null): FusionChoice | null {
  if (shard === null || shard.generated === 0) return null;
  if (fusion.languages.length > 0) return fusion;
  return { ...fusion, languages: shard.languages.map(({ lang }) => lang).sort() };
}
