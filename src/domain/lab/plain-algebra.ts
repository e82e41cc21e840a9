import { checkOperands } from './check-operands.ts';
import type { LinearAlgebra } from './linear-algebra.ts';

/** Columns of c that are summed at once: a sum waits for its last addition, four of them do not wait for each other. */
const COLUMNS = 4;

/**
 * Linear algebra in plain loops. Every number of c takes its products one after the other in the order of k, each
 * product and each sum rounded to float32, as a vector unit does it: `createAlgebra` of the engine gives the same
 * bits, with SIMD or without.
 */
export function createPlainAlgebra(): LinearAlgebra {
  return {
    matrix: (rows, columns) => new Float32Array(rows * columns),
    multiply(c, a, b, size, { transposed, accumulate = false } = {}) {
      checkOperands(c, a, b, size);
      const { m, n, k } = size;
      const [aRow, aStep] = transposed === 'a' ? [1, m] : [k, 1];
      const [bStep, bColumn] = transposed === 'b' ? [1, k] : [n, 1];
      if (!accumulate) c.fill(0, 0, m * n);
      const whole = n - (n % COLUMNS);
      for (let column = 0; column < whole; column += COLUMNS) {
        for (let row = 0; row < m; row += 1) {
          const out = row * n + column;
          let [atA, atB] = [row * aRow, column * bColumn];
          let [sum0, sum1] = [c[out] ?? 0, c[out + 1] ?? 0];
          let [sum2, sum3] = [c[out + 2] ?? 0, c[out + 3] ?? 0];
          for (let step = 0; step < k; step += 1) {
            const left = a[atA] ?? 0;
            sum0 = Math.fround(sum0 + Math.fround(left * (b[atB] ?? 0)));
            sum1 = Math.fround(sum1 + Math.fround(left * (b[atB + bColumn] ?? 0)));
            sum2 = Math.fround(sum2 + Math.fround(left * (b[atB + 2 * bColumn] ?? 0)));
            sum3 = Math.fround(sum3 + Math.fround(left * (b[atB + 3 * bColumn] ?? 0)));
            atA += aStep;
            atB += bStep;
          }
          c[out] = sum0;
          c[out + 1] = sum1;
          c[out + 2] = sum2;
          c[out + 3] = sum3;
        }
      }
      for (let column = whole; column < n; column += 1) {
        for (let row = 0; row < m; row += 1) {
          let sum = c[row * n + column] ?? 0;
          for (let step = 0; step < k; step += 1) {
            const product = (a[row * aRow + step * aStep] ?? 0) * (b[column * bColumn + step * bStep] ?? 0);
            sum = Math.fround(sum + Math.fround(product));
          }
          c[row * n + column] = sum;
        }
      }
    },
    dispose() {
      // The matrices belong to whoever holds them.
    },
  };
}
