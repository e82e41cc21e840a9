import type { Adapter } from '../../domain/adapter/adapter.ts';
import type { Applier } from '../../domain/adapter/apply-adapter.ts';
import { createApplier } from '../../domain/adapter/apply-adapter.ts';
import { fuseInto, queryCountRange } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { generatedLanguages } from '../../domain/augmentation/generated-languages.ts';
import type { PlannedQueries } from '../../domain/augmentation/plan-generated.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { withQueries } from '../../domain/corpus/with-queries.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { JobOptions } from '../arms/arm.ts';
import { reportOf } from '../arms/reports.ts';
import type { Pace } from '../rate.ts';
import { rankQueries } from '../ranking/rank-queries.ts';
import type { ScoreKernel } from '../ranking/score-kernel.ts';
import type { FrozenRows } from './adapted-vectors.ts';
import { adaptVectors } from './adapted-vectors.ts';
import { algebraFor } from './algebra-for.ts';

/** What every recipe is judged by. */
const ASKED = { measures: ['mAP', 'R@10'], k: 10, fusion: null } as const;

/** Frozen vectors of a shard. */
export interface FrozenShard {
  readonly shard: Shard;
  readonly dimensions: number;
  /** [passages × d] */
  readonly passages: Float32Array;
  /** [queries × d] */
  readonly queries: Float32Array;
  /** Vectors of the texts of `planned` [texts × d]; `null` where there are none to fuse. */
  readonly generated: { readonly planned: PlannedQueries; readonly vectors: Float32Array } | null;
}

/** Held-out questions, ranked against the shard's whole pool. */
export interface HeldOut {
  readonly queries: number;
  /**
   * @param fusion fuses generated queries, which pass through the adapter as passages do
   * @throws CrosslensError `aborted`, `out-of-memory`; `not-possible` where the adapter's numbers are not finite
   */
  measure(adapter: Adapter, fusion: FusionChoice | null, options?: JobOptions<Pace>): Promise<Report>;
}

/**
 * @param judging 1 for a query that is asked [queries]
 * @param kernel for the shard's passages; each measurement overwrites what it holds, so that they must not overlap
 */
export function createHeldOut(frozen: FrozenShard, judging: Uint8Array, kernel: ScoreKernel): HeldOut {
  const { dimensions, generated } = frozen;
  const shard = withQueries(frozen.shard, judging);
  const queries: FrozenRows = {
    side: 'query',
    vectors: rowsOf(frozen.queries, judging, dimensions),
    languages: shard.queries.map(({ lang }) => lang),
  };
  const passages: FrozenRows = {
    side: 'passage',
    vectors: frozen.passages,
    languages: shard.passages.map(({ lang }) => lang),
  };

  const collect = async (applier: Applier, rows: FrozenRows, signal?: AbortSignal): Promise<Float32Array> => {
    const adapted = new Float32Array(rows.vectors.length);
    await adaptVectors(
      applier,
      rows,
      (first, slice) => {
        adapted.set(slice, first * dimensions);
      },
      signal,
    );
    return adapted;
  };
  const fill = async (applier: Applier, fusion: FusionChoice | null, signal?: AbortSignal): Promise<void> => {
    if (fusion === null || generated === null) {
      await adaptVectors(applier, passages, kernel.write.bind(kernel), signal);
      return;
    }
    const { planned, vectors } = generated;
    const texts: FrozenRows = { side: 'passage', vectors, languages: generatedLanguages(planned) };
    const pool = await collect(applier, passages, signal);
    fuseInto(pool, pool, dimensions, planned.plan, await collect(applier, texts, signal), fusion);
    kernel.write(0, pool);
  };

  return {
    queries: shard.queries.length,
    async measure(adapter, fusion, options = {}) {
      const algebra = algebraFor(adapter);
      let asked: Float32Array;
      try {
        const applier = createApplier(adapter, algebra);
        await fill(applier, fusion, options.signal);
        asked = await collect(applier, queries, options.signal);
      } finally {
        algebra.dispose();
      }
      const scorer = {
        minimumScore: null,
        score: (first: number, count: number) =>
          kernel.score(asked.subarray(first * dimensions, (first + count) * dimensions), count),
        countGreater: kernel.countGreater.bind(kernel),
        countEqual: kernel.countEqual.bind(kernel),
      };
      const table = await rankQueries(shard, scorer, { ...options, depth: ASKED.k });
      return reportOf(shard, table, ASKED, {
        fused: fusion === null || generated === null ? null : queryCountRange(generated.planned.plan, fusion),
        noResults: 0,
      });
    },
  };
}

function rowsOf(vectors: Float32Array, keep: Uint8Array, dimensions: number): Float32Array {
  const kept = new Float32Array(keep.reduce((sum, mark) => sum + mark, 0) * dimensions);
  let at = 0;
  keep.forEach((mark, row) => {
    if (mark !== 1) return;
    kept.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at);
    at += dimensions;
  });
  return kept;
}
