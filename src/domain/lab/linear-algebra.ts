/** Of a product c [m × n] of op(a) [m × k] and op(b) [k × n]. */
export interface ProductSize {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/**
 * Dense matrices in float32, row-major, in memory that the implementation chooses. Every operand of `multiply` must
 * come from `matrix` of the same instance, or be a part of such a matrix (`subarray`).
 */
export interface LinearAlgebra {
  /** Zeros, rows × columns. Stays valid until `dispose`. @throws CrosslensError `out-of-memory` (engine) */
  matrix(rows: number, columns: number): Float32Array;
  /**
   * c [m × n] ← op(a)·op(b), or c + op(a)·op(b) with `accumulate`. op(a) is [m × k], op(b) [k × n];
   * `transposed` says which of them lie in memory the other way round: `a`: a is [k × m]; `b`: b is [n × k].
   * c must not overlap a or b. A number of c depends on its row of op(a), its column of op(b) and itself alone, to
   * the last bit: not on m, n or its place. @throws RangeError when a matrix is too small for `size`
   */
  multiply(
    c: Float32Array,
    a: Float32Array,
    b: Float32Array,
    size: ProductSize,
    options?: { readonly transposed?: 'a' | 'b' | undefined; readonly accumulate?: boolean | undefined },
  ): void;
  dispose(): void;
}
