import type { StepReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import { createInfoNce } from '../losses/info-nce.ts';
import type { Training } from '../recipe.ts';
import type { PairBatch, PairSampler } from '../sampling/pair-batch.ts';
import type { Standing } from './course.ts';
import type { Learner } from './learner.ts';
import { LEFT, RIGHT } from './learner.ts';

/** One optimiser step of InfoNCE over a batch. */
export type Contrast = (batch: PairBatch) => StepReport;

/** Both sides go through the one adapter. */
export function createContrast(
  learner: Learner,
  algebra: LinearAlgebra,
  dimensions: number,
  { batchSize, temperature }: Pick<Training, 'batchSize' | 'temperature'>,
): Contrast {
  const { trainable } = learner;
  const infoNce = createInfoNce(algebra, { queries: batchSize, passages: batchSize, dimensions });
  const left = algebra.matrix(batchSize, dimensions);
  const right = algebra.matrix(batchSize, dimensions);
  const diagonal = Uint32Array.from({ length: batchSize }, (_, i) => i);
  return (batch) => {
    const n = batch.left.length;
    learner.gather(left, batch.sides.left, batch.left);
    learner.gather(right, batch.sides.right, batch.right);
    const { loss, dQueries, dPassages } = infoNce({
      queries: trainable.forward(LEFT, left, n),
      passages: trainable.forward(RIGHT, right, n),
      queryCount: n,
      passageCount: n,
      positive: diagonal.subarray(0, n),
      excluded: batch.excluded,
      temperature,
    });
    trainable.zeroGradients();
    trainable.backward(LEFT, dQueries);
    trainable.backward(RIGHT, dPassages);
    return learner.learn(loss);
  };
}

/** Steps of InfoNCE over a number of epochs. `standing.epoch` counts on from what it is. */
export function* contrastEpochs(
  contrast: Contrast,
  sampler: PairSampler,
  epochs: number,
  standing: Standing,
): Generator<StepReport, void> {
  const { epoch } = standing;
  for (let step = 0; step < epochs * sampler.stepsPerEpoch; step += 1) {
    const report = contrast(sampler.batch(step));
    standing.epoch = epoch + Math.floor((step + 1) / sampler.stepsPerEpoch);
    yield report;
  }
}
