import type { BlockScorer } from '../ranking/rank-queries.ts';
import { scalarCounts } from '../ranking/scalar-counts.ts';
import type { Rescorer } from './rescorer.ts';

/** A scorer whose scores are changed query by query before anything is counted. @param rows passages of the shard */
export function rescored(scorer: BlockScorer, rescorer: Rescorer, rows: number): BlockScorer {
  let block = new Float32Array(0);
  return {
    minimumScore: scorer.minimumScore,
    score(first, count) {
      block = scorer.score(first, count).slice(0, count * rows);
      for (let i = 0; i < count; i += 1) {
        rescorer.rescore(first + i, block.subarray(i * rows, (i + 1) * rows));
      }
      return block;
    },
    ...scalarCounts(() => block, rows),
  };
}
