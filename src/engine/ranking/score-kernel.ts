/**
 * Exact scores of queries against a matrix of passages, by inner product. Passages [rows × dimensions] live in the
 * kernel; queries are scored in blocks, and the counts below are over the block that was scored last.
 * Equal passages get equal scores, bit for bit, wherever they stand: ties are decided on equality.
 */
export interface ScoreKernel {
  readonly rows: number;
  readonly dimensions: number;
  /**
   * Replaces passages from `firstRow` on.
   * @param vectors [any × dimensions]
   * @throws CrosslensError `model-invalid` when a number is not finite
   */
  write(firstRow: number, vectors: Float32Array): void;
  /** A copy of `count` passages, [count × dimensions]. */
  read(firstRow: number, count: number): Float32Array;
  /**
   * Scores a block of queries [count × dimensions]. The view [count × rows] is valid until the next call.
   * @throws CrosslensError `out-of-memory`; `model-invalid` when a number is not finite
   */
  score(queries: Float32Array, count: number): Float32Array;
  /** How many scores of query `blockRow`, rows `from` to `to` (exclusive), are greater than `threshold`. */
  countGreater(blockRow: number, from: number, to: number, threshold: number): number;
  countEqual(blockRow: number, from: number, to: number, value: number): number;
  /** Lets the memory go; the kernel cannot be used any more. */
  dispose(): void;
}
