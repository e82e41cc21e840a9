/** Token vectors of one text at unit length, in a byte for each number: vector = values × scale. */
export interface TokenRows {
  /** −127 to 127. [tokens × d] */
  readonly values: Int8Array;
  /** 0 for a vector of zeros. [tokens] */
  readonly scales: Float32Array;
}

const LARGEST = 127;

/**
 * Scales token vectors to unit length and rounds them to a byte for each number. A cosine of two such vectors is
 * off by some thousandths at 384 dimensions.
 * @param vectors [tokens × d]
 */
export function quantiseTokens(vectors: Float32Array, d: number): TokenRows {
  const tokens = Math.floor(vectors.length / d);
  const values = new Int8Array(tokens * d);
  const scales = new Float32Array(tokens);
  for (let token = 0; token < tokens; token += 1) {
    const start = token * d;
    let squares = 0;
    let largest = 0;
    for (let i = start; i < start + d; i += 1) {
      const value = vectors[i] ?? 0;
      squares += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest === 0) continue;
    const factor = LARGEST / largest;
    // Eight times as fast as Math.round.
    for (let i = start; i < start + d; i += 1) values[i] = Math.floor((vectors[i] ?? 0) * factor + 0.5);
    scales[token] = largest / (LARGEST * Math.sqrt(squares));
  }
  return { values, scales };
}

/**
 * Late interaction (ColBERT's MaxSim, as a mean so that long queries count no more than short ones): each query token
 * takes the best cosine that it has with any token of the passage, and the mean of these is the score.
 * @returns −1 to 1; 0 where the query or the passage has no tokens
 */
export function lateInteraction(query: TokenRows, passage: TokenRows, d: number): number {
  const best = new Float32Array(query.scales.length).fill(-Infinity);
  for (let q = 0; q < best.length; q += 1) {
    for (let p = 0; p < passage.scales.length; p += 1) {
      let sum = 0;
      for (let i = 0; i < d; i += 1) {
        sum += (query.values[q * d + i] ?? 0) * (passage.values[p * d + i] ?? 0);
      }
      // A sum of integers is exact; what follows is rounded as vector units round it.
      const scaled = Math.fround(Math.fround(sum) * (passage.scales[p] ?? 0));
      if (scaled > (best[q] ?? 0)) best[q] = scaled;
    }
  }
  return meanOfBest(best, query.scales, passage.scales.length);
}

/**
 * @param best each query token's best inner product, not yet times its own scale; more entries are passed over
 * @param passageTokens 0: nothing was compared
 */
export function meanOfBest(best: Float32Array, scales: Float32Array, passageTokens: number): number {
  if (scales.length === 0 || passageTokens === 0) return 0;
  let sum = 0;
  for (let q = 0; q < scales.length; q += 1) sum += (best[q] ?? 0) * (scales[q] ?? 0);
  // Rounding may carry a cosine of ±1 over the edge.
  return Math.min(1, Math.max(-1, sum / scales.length));
}
