import { compareDocnos } from '../../domain/corpus/compare-docnos.ts';
import type { Passage, Shard } from '../../domain/corpus/types.ts';

const known = new WeakMap<readonly Passage[], Uint32Array>();

/** Each passage's place in trec_eval's order of equal scores: ids descending over the whole pool. [passages] */
export function tieOrderOf(shard: Shard): Uint32Array {
  const { passages } = shard;
  let order = known.get(passages);
  if (order === undefined) {
    order = new Uint32Array(passages.length);
    const ids = passages.map(({ id }) => id);
    // The sort merges runs, and a shard is a few of them: each language is in this order already.
    const rows = ids.map((_, row) => row).sort((a, b) => compareDocnos(ids[b] ?? '', ids[a] ?? ''));
    for (const [place, row] of rows.entries()) order[row] = place;
    known.set(passages, order);
  }
  return order;
}
