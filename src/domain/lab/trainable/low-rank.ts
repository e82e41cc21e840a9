import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Trainable } from '../trainable.ts';
import { copyOf, createParameter, fillRandom } from './parameter.ts';
import { createSlots } from './slots.ts';

/**
 * y = x + U·(D·x). With H = X·Dᵀ: Y = X + H·Uᵀ, ∂U = ∂Yᵀ·H, ∂H = ∂Y·U, ∂D = ∂Hᵀ·X.
 * D starts at random and U at zero (LoRA, arXiv 2106.09685): were both zero, neither would ever get a gradient.
 */
export function createLowRank(
  rank: number,
  d: number,
  algebra: LinearAlgebra,
  size: { readonly slots: number; readonly rows: number },
  random: () => number,
): Trainable {
  const down = createParameter(algebra, 'down', [rank, d], fillRandom(random, d));
  const up = createParameter(algebra, 'up', [d, rank], () => undefined);
  const slots = createSlots(algebra, d, rank, size);
  return {
    dimensions: d,
    parameters: [down, up],
    forward(index, input, rows) {
      const { x, y, inner } = slots.fill(index, input, rows);
      algebra.multiply(inner, x, down.value, { m: rows, n: rank, k: d }, { transposed: 'b' });
      y.set(x);
      const size = { m: rows, n: d, k: rank };
      algebra.multiply(y, inner, up.value, size, { transposed: 'b', accumulate: true });
      return y.subarray(0, rows * d);
    },
    backward(index, gradient) {
      const { slot, dy } = slots.recall(index, gradient);
      const { x, inner, count } = slot;
      const { dInner } = slots;
      const adding = { transposed: 'a', accumulate: true } as const;
      algebra.multiply(up.gradient, dy, inner, { m: d, n: rank, k: count }, adding);
      algebra.multiply(dInner, dy, up.value, { m: count, n: rank, k: d });
      algebra.multiply(down.gradient, dInner, x, { m: rank, n: d, k: count }, adding);
    },
    zeroGradients() {
      down.gradient.fill(0);
      up.gradient.fill(0);
    },
    steps: () => [{ kind: 'low-rank', to: 'both', down: copyOf(down), up: copyOf(up) }],
  };
}
