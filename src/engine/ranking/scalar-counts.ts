type Count = (blockRow: number, from: number, to: number, value: number) => number;

/**
 * `countGreater` and `countEqual` in plain loops, over the block [any × rows] that `block` gives at the time of
 * the call. `to` is exclusive.
 */
export function scalarCounts(
  block: () => Float32Array,
  rows: number,
): { readonly countGreater: Count; readonly countEqual: Count } {
  return {
    countGreater(blockRow, from, to, threshold) {
      const scores = block();
      const end = blockRow * rows + to;
      let count = 0;
      for (let at = blockRow * rows + from; at < end; at += 1) if ((scores[at] ?? 0) > threshold) count += 1;
      return count;
    },
    countEqual(blockRow, from, to, value) {
      const scores = block();
      const end = blockRow * rows + to;
      let count = 0;
      for (let at = blockRow * rows + from; at < end; at += 1) if ((scores[at] ?? 0) === value) count += 1;
      return count;
    },
  };
}
