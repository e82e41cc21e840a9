/** Texts of similar length that are encoded together. */
export interface Batch {
  /** Positions in the list that was given. */
  readonly positions: readonly number[];
  /** Length of the longest text: the width that all are padded to. */
  readonly tokens: number;
}

/**
 * Groups texts by length so that a batch, padded, stays under a budget of tokens and one of pairs of tokens; a text
 * that is over either by itself is a batch of its own.
 * @param lengths tokens of each text, at least 1
 * @param pairBudget padded texts × width², which is what attention keeps for each head
 */
export function batchByLength(
  lengths: readonly number[],
  tokenBudget: number,
  pairBudget = Infinity,
): Batch[] {
  const order = lengths
    .map((_, position) => position)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: Batch[] = [];
  let positions: number[] = [];
  let tokens = 0;
  for (const position of order) {
    const length = lengths[position] ?? 1;
    const padded = (positions.length + 1) * length;
    if (positions.length > 0 && (padded > tokenBudget || padded * length > pairBudget)) {
      batches.push({ positions, tokens });
      positions = [];
    }
    positions.push(position);
    tokens = length;
  }
  if (positions.length > 0) batches.push({ positions, tokens });
  return batches;
}
