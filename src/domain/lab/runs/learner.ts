import type { AdapterStep } from '../../adapter/adapter.ts';
import { normaliseRows } from '../../vectors/matrix.ts';
import { createAdamW } from '../adamw.ts';
import type { LabData } from '../lab-data.ts';
import type { StepReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Training } from '../recipe.ts';
import type { TextSide } from '../sampling/pair-batch.ts';
import type { Trainable } from '../trainable.ts';
import { createTrainable } from '../trainable/create-trainable.ts';

/** Rows that go through the adapter at a time when nothing is learnt. */
export const BLOCK = 256;

/** Slots of the trainable: a batch has texts on the left and on the right. */
export const LEFT = 0;
export const RIGHT = 1;

/** An adapter in training: what all recipes do with it. */
export interface Learner {
  readonly trainable: Trainable;
  /** Copies frozen vectors to a matrix of the algebra, row by row. */
  gather(into: Float32Array, side: TextSide, rows: ArrayLike<number>): void;
  /** Applies the gradients that have been gathered, if loss and gradient are finite. */
  learn(loss: number): StepReport;
  /** f of frozen vectors, at unit length. @returns [rows × d], a copy */
  project(side: TextSide, rows: ArrayLike<number>): Float32Array;
  /** Forgets the optimiser's moments; what was learnt stays. */
  restart(): void;
  steps(): readonly AdapterStep[];
}

export function createLearner(
  data: LabData,
  training: Training,
  seed: number,
  algebra: LinearAlgebra,
): Learner {
  const d = data.dimensions;
  const capacity = Math.max(BLOCK, training.batchSize);
  const trainable = createTrainable(training.shape, d, algebra, { slots: 2, rows: capacity, seed });
  const { learningRate, weightDecay } = training;
  let optimiser = createAdamW(trainable, { learningRate, weightDecay });
  let block: Float32Array | null = null;

  const gather: Learner['gather'] = (into, side, rows) => {
    const vectors = data[side];
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] ?? 0;
      into.set(vectors.subarray(row * d, (row + 1) * d), i * d);
    }
  };

  return {
    trainable,
    gather,
    learn(loss) {
      const gradientNorm = optimiser.gradientNorm();
      if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) optimiser.step();
      return { loss, gradientNorm };
    },
    project(side, rows) {
      block ??= algebra.matrix(BLOCK, d);
      const projected = new Float32Array(rows.length * d);
      for (let first = 0; first < rows.length; first += BLOCK) {
        const part = Array.prototype.slice.call(rows, first, first + BLOCK) as number[];
        gather(block, side, part);
        const made = trainable.forward(LEFT, block, part.length);
        projected.set(made.subarray(0, part.length * d), first * d);
      }
      normaliseRows(projected, d);
      return projected;
    },
    restart() {
      optimiser = createAdamW(trainable, { learningRate, weightDecay });
    },
    steps: () => trainable.steps(),
  };
}
