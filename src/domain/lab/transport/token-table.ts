/** Token vectors of several texts, one text after the other. */
export interface TokenTable {
  /** Where each text's tokens start, and after the last one's end, in tokens. [texts + 1] */
  readonly offsets: Uint32Array;
  /** [tokens × d] */
  readonly vectors: Float32Array;
}

/** @param lengths tokens of each text */
export function tokenOffsets(lengths: readonly number[]): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, text) => {
    offsets[text + 1] = (offsets[text] ?? 0) + length;
  });
  return offsets;
}

/** Tokens of a text. */
export function tokenCount({ offsets }: TokenTable, text: number): number {
  return (offsets[text + 1] ?? 0) - (offsets[text] ?? 0);
}

/** The text's vectors, in place. [tokens × d] */
export function tokensOf({ offsets, vectors }: TokenTable, text: number, d: number): Float32Array {
  return vectors.subarray((offsets[text] ?? 0) * d, (offsets[text + 1] ?? 0) * d);
}
