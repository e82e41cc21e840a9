import type { Shard } from './types.ts';

/** The shard with some of its queries, in their order, and all of its passages. @param keep 1 for one that stays [queries] */
export function withQueries(shard: Shard, keep: Uint8Array): Shard {
  return { ...shard, queries: shard.queries.filter((_, query) => keep[query] === 1) };
}
