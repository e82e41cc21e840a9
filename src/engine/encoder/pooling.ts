/**
 * Sentence vectors from token vectors, as sentence-transformers computes them.
 * @param hidden last_hidden_state [batch × tokens × dimensions]
 * @param lengths tokens of each text that are not padding [batch]
 * @returns [batch × dimensions]
 */
export function pool(
  hidden: Float32Array,
  lengths: readonly number[],
  tokens: number,
  dimensions: number,
  options: { readonly pooling: 'mean' | 'cls'; readonly normalize: boolean },
): Float32Array {
  const out = new Float32Array(lengths.length * dimensions);
  lengths.forEach((length, text) => {
    const count = options.pooling === 'cls' ? 1 : length;
    const target = out.subarray(text * dimensions, (text + 1) * dimensions);
    for (let token = 0; token < count; token += 1) {
      const from = (text * tokens + token) * dimensions;
      for (let i = 0; i < dimensions; i += 1) target[i] = (target[i] ?? 0) + (hidden[from + i] ?? 0);
    }
    let squares = 0;
    for (const value of target) squares += value * value;
    // Scaling to unit length makes the division by the count needless; a zero vector stays zero.
    const scale = options.normalize ? (squares > 0 ? 1 / Math.sqrt(squares) : 1) : 1 / count;
    for (let i = 0; i < dimensions; i += 1) target[i] = (target[i] ?? 0) * scale;
  });
  return out;
}
