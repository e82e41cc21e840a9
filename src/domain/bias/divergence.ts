/** Entropy of shares in bits; 0 · log 0 is 0. */
export function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
}

/**
 * Kullback–Leibler divergence KL(top ‖ pool) in bits: 0 when the top k has the pool's shares.
 * `null` where a language of the top k is not in the pool, or the lists differ in length.
 */
export function divergence(top: readonly number[], pool: readonly number[]): number | null {
  if (top.length !== pool.length) return null;
  let sum = 0;
  for (const [i, share] of top.entries()) {
    const expected = pool[i] ?? 0;
    if (share === 0) continue;
    if (expected === 0) return null;
    sum += share * Math.log2(share / expected);
  }
  return sum;
}
