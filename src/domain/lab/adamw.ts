import type { Trainable } from './trainable.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export interface AdamW {
  /** Euclidean norm of the whole gradient as it is now. Not finite where a number of it is not. */
  gradientNorm(): number;
  /** Changes the parameters by the gradient as it is now. Nothing is checked: see `gradientNorm` first. */
  step(): void;
}

/**
 * AdamW (arXiv 1711.05101): Adam with corrected bias (β 0.9 and 0.999, ε 1e-8), and a decay of its own,
 * learningRate · weightDecay · (value − start). It pulls to where the adapter started, the identity, since a pull to
 * zero would undo the encoder and not the training.
 */
export function createAdamW(
  { parameters }: Trainable,
  { learningRate, weightDecay }: { readonly learningRate: number; readonly weightDecay: number },
): AdamW {
  const states = parameters.map(({ value, gradient, start }) => ({
    value,
    gradient,
    start,
    /** Running means of the gradient and of its square, before correction. */
    first: new Float32Array(value.length),
    second: new Float32Array(value.length),
  }));
  let steps = 0;
  return {
    gradientNorm() {
      let squares = 0;
      for (const { gradient } of states) {
        for (let i = 0; i < gradient.length; i += 1) squares += (gradient[i] ?? 0) * (gradient[i] ?? 0);
      }
      return Math.sqrt(squares);
    },
    step() {
      steps += 1;
      // The corrected means, first ÷ (1 − β1ᵗ) and √(second ÷ (1 − β2ᵗ)), with their constants taken out of the loop.
      const rate = learningRate / (1 - BETA1 ** steps);
      const scale = 1 / Math.sqrt(1 - BETA2 ** steps);
      const pull = learningRate * weightDecay;
      for (const { value, gradient, start, first, second } of states) {
        for (let i = 0; i < value.length; i += 1) {
          const slope = gradient[i] ?? 0;
          const mean = BETA1 * (first[i] ?? 0) + (1 - BETA1) * slope;
          const square = BETA2 * (second[i] ?? 0) + (1 - BETA2) * slope * slope;
          first[i] = mean;
          second[i] = square;
          const now = value[i] ?? 0;
          const change = (rate * mean) / (scale * Math.sqrt(square) + EPSILON);
          value[i] = now - change - pull * (now - (start[i] ?? 0));
        }
      }
    },
  };
}
