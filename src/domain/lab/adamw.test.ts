import { describe, expect, it } from 'vitest';
import { createAdamW } from './adamw.ts';
import type { Trainable } from './trainable.ts';

describe('AdamW', () => {
  it('makes the two steps that one makes by hand', () => {
    const { trainable, value, gradient } = trained([2], [1]);
    const optimiser = createAdamW(trainable, { learningRate: 0.1, weightDecay: 0.01 });
    // The first corrected means are the gradient and its square: 2 − 0.1 · 0.5/0.5 − 0.1 · 0.01 · (2 − 1).
    gradient[0] = 0.5;
    optimiser.step();
    expect(value[0]).toBeCloseTo(1.899, 6);
    // m = 0.02, v = 0.00031225; m/0.19 = 0.105263, √(v/0.001999) = 0.395225; decay 0.001 · 0.899.
    gradient[0] = -0.25;
    optimiser.step();
    expect(value[0]).toBeCloseTo(1.899 - 0.0266337 - 0.000899, 6);
  });

  it('pulls to the start, and leaves alone what is there', () => {
    const { trainable, value } = trained([1, 3], [1, 1]);
    createAdamW(trainable, { learningRate: 0.5, weightDecay: 0.2 }).step();
    expect(value[0]).toBe(1);
    expect(value[1]).toBeCloseTo(2.8, 6);
  });

  it('gives the norm of the whole gradient, finite or not', () => {
    const { trainable, gradient } = trained([0, 0], [0, 0]);
    const optimiser = createAdamW(trainable, { learningRate: 1, weightDecay: 0 });
    gradient.set([3, -4]);
    expect(optimiser.gradientNorm()).toBe(5);
    gradient[1] = Infinity;
    expect(optimiser.gradientNorm()).toBe(Infinity);
    gradient[0] = NaN;
    expect(optimiser.gradientNorm()).toBeNaN();
  });
});

function trained(
  values: number[],
  starts: number[],
): { trainable: Trainable; value: Float32Array; gradient: Float32Array } {
  const value = Float32Array.from(values);
  const gradient = new Float32Array(values.length);
  const trainable: Trainable = {
    dimensions: 1,
    parameters: [{ name: 'weight', value, gradient, start: Float32Array.from(starts) }],
    forward: (_slot, x) => x,
    backward: () => undefined,
    zeroGradients: () => gradient.fill(0),
    steps: () => [],
  };
  return { trainable, value, gradient };
}
