import type { ProductSize } from './linear-algebra.ts';

/** @throws RangeError when a matrix holds fewer numbers than `size` says */
export function checkOperands(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  { m, n, k }: ProductSize,
): void {
  if (c.length >= m * n && a.length >= m * k && b.length >= k * n) return;
  throw new RangeError(
    `A product [${m} × ${k}]·[${k} × ${n}] was asked of ${a.length} and ${b.length} numbers into ${c.length}.`,
  );
}
