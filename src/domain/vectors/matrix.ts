/** Inner product of two vectors of one length, summed in double precision. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Scales every row of `matrix` [rows × d] to length 1, in place. A row of zeros has no direction and stays. */
export function normaliseRows(matrix: Float32Array, d: number): void {
  for (let start = 0; start + d <= matrix.length && d > 0; start += d) {
    const row = matrix.subarray(start, start + d);
    const length = Math.sqrt(dot(row, row));
    if (length === 0) continue;
    for (let i = 0; i < d; i += 1) row[i] = (row[i] ?? 0) / length;
  }
}

/**
 * Inner products of all pairs: `out[q × n + p] = queries[q] · passages[p]`.
 * queries [nq × d], passages [n × d], out [nq × n], all row-major.
 */
export function scoreRows(
  queries: Float32Array,
  nq: number,
  passages: Float32Array,
  n: number,
  d: number,
  out: Float32Array,
): void {
  for (let q = 0; q < nq; q += 1) {
    for (let p = 0; p < n; p += 1) {
      let sum = 0;
      for (let i = 0; i < d; i += 1) sum += (queries[q * d + i] ?? 0) * (passages[p * d + i] ?? 0);
      out[q * n + p] = sum;
    }
  }
}
