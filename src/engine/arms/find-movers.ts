import { fusedEntries } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { MovedPassage } from '../../domain/augmentation/moved-passages.ts';
import { movedPassages } from '../../domain/augmentation/moved-passages.ts';
import type { PlannedQueries } from '../../domain/augmentation/plan-generated.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { unseenQueries } from '../../domain/lab/split.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import type { Mover, MoversInput, MoversOutput } from '../../protocol/arm.ts';

interface Vectors {
  readonly shard: Shard;
  readonly planned: PlannedQueries;
  /** [queries × dimensions] */
  readonly queryVectors: Float32Array;
  /** [texts × dimensions] */
  readonly generatedVectors: Float32Array;
}

/**
 * Names, for each passage that moved, the generated query that says why: fusion adds α·(q · query) for each of the
 * passage's generated queries, so the largest product lifted it most, and the smallest helped it least.
 */
export function findMovers(
  vectors: Vectors,
  dimensions: number,
  before: RankTable,
  after: RankTable,
  { fusion, queryLanguage, limit, trainedOn }: MoversInput,
): MoversOutput {
  const { shard } = vectors;
  const judging = unseenQueries(shard, trainedOn ?? []);
  const wanted = (query: number): boolean =>
    judging[query] === 1 && (queryLanguage === null || shard.queries[query]?.lang === queryLanguage);
  const { rose, fell } = movedPassages(before, after, limit, wanted);
  const named = (moved: readonly MovedPassage[], sign: 1 | -1): Mover[] =>
    moved.flatMap((one) => moverOf(vectors, dimensions, fusion, one, sign) ?? []);
  return { rose: named(rose, 1), fell: named(fell, -1) };
}

function moverOf(
  { shard, planned, queryVectors, generatedVectors }: Vectors,
  dimensions: number,
  fusion: FusionChoice,
  { query, place, before, after }: MovedPassage,
  sign: 1 | -1,
): Mover | null {
  const asked = shard.queries[query];
  const row = asked?.relevantRows[place] ?? -1;
  const passage = shard.passages[row];
  if (asked === undefined || passage === undefined) return null;
  const { plan, texts } = planned;
  let generated: Mover['generated'] = null;
  for (const entry of fusedEntries(plan, row, fusion)) {
    const vector = plan.vector[entry] ?? 0;
    let similarity = 0;
    for (let i = 0; i < dimensions; i += 1)
      similarity +=
        (queryVectors[query * dimensions + i] ?? 0) * (generatedVectors[vector * dimensions + i] ?? 0);
    if (generated !== null && sign * similarity <= sign * generated.similarity) continue;
    generated = {
      text: texts[vector] ?? '',
      lang: plan.languages[plan.language[entry] ?? 0] ?? '',
      similarity,
    };
  }
  return {
    queryId: asked.id,
    queryText: asked.text,
    queryLanguage: asked.lang,
    passage,
    before,
    after,
    generated,
  };
}
