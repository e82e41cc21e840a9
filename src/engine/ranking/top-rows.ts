import type { Shard } from '../../domain/corpus/types.ts';
import { createTopSelector } from '../../domain/vectors/top-k.ts';
import type { BlockScorer } from './rank-queries.ts';
import { tieOrderOf } from './tie-order.ts';

/** Best passages of one query at a time, in trec_eval's order. @param allowed 1 where a passage may be taken */
export function topRows(
  shard: Shard,
  scorer: Pick<BlockScorer, 'score' | 'minimumScore'>,
): (query: number, depth: number, allowed: Uint8Array | null) => readonly number[] {
  const tieOrder = tieOrderOf(shard);
  let selector: { readonly depth: number; readonly of: ReturnType<typeof createTopSelector> } | null = null;
  return (query, depth, allowed) => {
    const most = Math.min(depth, shard.passages.length);
    if (selector?.depth !== most) selector = { depth: most, of: createTopSelector(most) };
    return Array.from(selector.of.select(scorer.score(query, 1), allowed, tieOrder, scorer.minimumScore));
  };
}
