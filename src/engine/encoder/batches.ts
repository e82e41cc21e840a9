/** Texts of similar length that are encoded together. */
export interface Batch {
  /** Positions in the list that was given. */
  readonly positions: readonly number[];
  /** Length of the longest text: the width that all are padded to. */
  readonly tokens: number;
}

/**
 * Groups texts by length so that a batch, padded, stays under a budget of tokens.
 * @param lengths tokens of each text, at least 1
 */
export function batchByLength(lengths: readonly number[], tokenBudget: number): Batch[] {
  const order = lengths
    .map((_, position) => position)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: Batch[] = [];
  let positions: number[] = [];
  let tokens = 0;
  for (const position of order) {
    const length = lengths[position] ?? 1;
    if (positions.length > 0 && (positions.length + 1) * length > tokenBudget) {
      batches.push({ positions, tokens });
      positions = [];
    }
    positions.push(position);
    tokens = length;
  }
  if (positions.length > 0) batches.push({ positions, tokens });
  return batches;
}
