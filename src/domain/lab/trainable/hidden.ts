import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Trainable } from '../trainable.ts';
import { copyOf, createParameter, fillRandom } from './parameter.ts';
import { createSlots } from './slots.ts';

/**
 * y = x + O·tanh(I·x + b). With T = tanh(X·Iᵀ + b): Y = X + T·Oᵀ, ∂O = ∂Yᵀ·T, ∂T = ∂Y·O,
 * ∂Z = ∂T∘(1 − T²), ∂I = ∂Zᵀ·X, and ∂b sums the rows of ∂Z. I starts at random, b and O at zero.
 */
export function createHidden(
  width: number,
  d: number,
  algebra: LinearAlgebra,
  size: { readonly slots: number; readonly rows: number },
  random: () => number,
): Trainable {
  const inner = createParameter(algebra, 'inner', [width, d], fillRandom(random, d));
  const bias = createParameter(algebra, 'bias', [1, width], () => undefined);
  const outer = createParameter(algebra, 'outer', [d, width], () => undefined);
  const parameters = [inner, bias, outer];
  const slots = createSlots(algebra, d, width, size);
  return {
    dimensions: d,
    parameters,
    forward(index, input, rows) {
      const { x, y, inner: t } = slots.fill(index, input, rows);
      for (let row = 0; row < rows; row += 1) t.set(bias.value, row * width);
      const size = { m: rows, n: width, k: d };
      algebra.multiply(t, x, inner.value, size, { transposed: 'b', accumulate: true });
      for (let i = 0; i < rows * width; i += 1) t[i] = Math.tanh(t[i] ?? 0);
      y.set(x);
      const back = { m: rows, n: d, k: width };
      algebra.multiply(y, t, outer.value, back, { transposed: 'b', accumulate: true });
      return y.subarray(0, rows * d);
    },
    backward(index, gradient) {
      const { slot, dy } = slots.recall(index, gradient);
      const { x, inner: t, count } = slot;
      const { dInner: dz } = slots;
      const adding = { transposed: 'a', accumulate: true } as const;
      algebra.multiply(outer.gradient, dy, t, { m: d, n: width, k: count }, adding);
      algebra.multiply(dz, dy, outer.value, { m: count, n: width, k: d });
      for (let i = 0; i < count * width; i += 1) {
        const value = t[i] ?? 0;
        const slope = (dz[i] ?? 0) * (1 - value * value);
        dz[i] = slope;
        const column = i % width;
        bias.gradient[column] = (bias.gradient[column] ?? 0) + slope;
      }
      algebra.multiply(inner.gradient, dz, x, { m: width, n: d, k: count }, adding);
    },
    zeroGradients() {
      for (const { gradient } of parameters) gradient.fill(0);
    },
    steps: () => [
      {
        kind: 'hidden',
        to: 'both',
        inner: copyOf(inner),
        bias: bias.value.slice(),
        outer: copyOf(outer),
      },
    ],
  };
}
