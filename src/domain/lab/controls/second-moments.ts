/** Rows that are added at a time: each sum is loaded and stored once for four products. */
const AT_ONCE = 4;

/**
 * Adds Σ (x − centre)·(x − centre)ᵀ over the named rows of vectors [n × d] to `into` [d × d], symmetric.
 * @param centre [d]; `null` for the second moments about zero
 */
export function addSecondMoments(
  into: Float64Array,
  vectors: Float32Array,
  rows: readonly number[],
  d: number,
  centre: Float64Array | null,
): void {
  const block = new Float64Array(AT_ONCE * d);
  const [a, b, c, e] = [0, 1, 2, 3].map((place) => block.subarray(place * d, (place + 1) * d));
  if (a === undefined || b === undefined || c === undefined || e === undefined) return;
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    block.fill(0);
    rows.slice(start, start + AT_ONCE).forEach((row, place) => {
      for (let i = 0; i < d; i += 1) {
        block[place * d + i] = (vectors[row * d + i] ?? 0) - (centre?.[i] ?? 0);
      }
    });
    for (let i = 0; i < d; i += 1) {
      const target = into.subarray(i * d, (i + 1) * d);
      const [ai, bi, ci, ei] = [a[i] ?? 0, b[i] ?? 0, c[i] ?? 0, e[i] ?? 0];
      for (let j = i; j < d; j += 1) {
        target[j] =
          (target[j] ?? 0) + ai * (a[j] ?? 0) + bi * (b[j] ?? 0) + ci * (c[j] ?? 0) + ei * (e[j] ?? 0);
      }
    }
  }
  for (let i = 0; i < d; i += 1) {
    for (let j = 0; j < i; j += 1) into[i * d + j] = into[j * d + i] ?? 0;
  }
}
