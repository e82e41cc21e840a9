import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Trainable } from '../trainable.ts';
import { copyOf, createParameter } from './parameter.ts';
import { createSlots } from './slots.ts';

/** y = W·x, so Y = X·Wᵀ and ∂W = ∂Yᵀ·X. */
export function createFull(
  d: number,
  algebra: LinearAlgebra,
  size: { readonly slots: number; readonly rows: number },
): Trainable {
  const weight = createParameter(algebra, 'weight', [d, d], (value) => {
    for (let i = 0; i < d; i += 1) value[i * d + i] = 1;
  });
  const slots = createSlots(algebra, d, 0, size);
  return {
    dimensions: d,
    parameters: [weight],
    forward(index, input, rows) {
      const { x, y } = slots.fill(index, input, rows);
      algebra.multiply(y, x, weight.value, { m: rows, n: d, k: d }, { transposed: 'b' });
      return y.subarray(0, rows * d);
    },
    backward(index, gradient) {
      const { slot, dy } = slots.recall(index, gradient);
      algebra.multiply(
        weight.gradient,
        dy,
        slot.x,
        { m: d, n: d, k: slot.count },
        { transposed: 'a', accumulate: true },
      );
    },
    zeroGradients() {
      weight.gradient.fill(0);
    },
    steps: () => [{ kind: 'linear', to: 'both', weight: copyOf(weight), bias: null }],
  };
}
