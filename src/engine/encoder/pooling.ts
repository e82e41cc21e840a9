import { normaliseRows } from '../../domain/vectors/matrix.ts';
import type { Pooling } from '../../protocol/encoder.ts';

/**
 * Sentence vectors from token vectors, as sentence-transformers computes them.
 * @param hidden last_hidden_state [batch × tokens × dimensions]
 * @param lengths tokens of each text that are not padding, which stands at the end [batch]
 * @returns [batch × dimensions]
 */
export function pool(
  hidden: Float32Array,
  lengths: readonly number[],
  tokens: number,
  dimensions: number,
  options: { readonly pooling: Pooling; readonly normalize: boolean },
): Float32Array {
  const out = new Float32Array(lengths.length * dimensions);
  lengths.forEach((length, text) => {
    const first = options.pooling === 'last' ? length - 1 : 0;
    const count = options.pooling === 'mean' ? length : 1;
    const target = out.subarray(text * dimensions, (text + 1) * dimensions);
    for (let token = 0; token < count; token += 1) {
      const from = (text * tokens + first + token) * dimensions;
      for (let i = 0; i < dimensions; i += 1) target[i] = (target[i] ?? 0) + (hidden[from + i] ?? 0);
    }
    // Scaling to unit length makes the division by the count needless.
    if (!options.normalize) for (let i = 0; i < dimensions; i += 1) target[i] = (target[i] ?? 0) / count;
  });
  if (options.normalize) normaliseRows(out, dimensions);
  return out;
}
