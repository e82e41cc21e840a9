import type { LabData } from '../lab-data.ts';
import type { StepReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import { createDistillation } from '../losses/distillation.ts';
import type { DistilRecipe } from '../recipe.ts';
import type { DistilBatch } from '../sampling/distil-sampler.ts';
import { createDistilSampler } from '../sampling/distil-sampler.ts';
import type { Course, Standing } from './course.ts';
import { createLearner, LEFT } from './learner.ts';

/**
 * Distillation after Dr.DECR (arXiv 2112.08185): the frozen query of the teacher's language scores the batch's frozen
 * passages, and f of a parallel query learns to score them alike. Passages stay as they are, so the adapter's steps
 * are for queries alone.
 * @throws CannotRun
 */
export function distilCourse(
  recipe: DistilRecipe,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
): Course {
  const { teacher, training, softening, scale, squaredWeight } = recipe;
  const { batchSize, epochs } = training;
  const { dimensions } = data;
  const sampler = createDistilSampler(data, { teacher, batchSize, seed });
  const learner = createLearner(data, training, seed, algebra);
  const { trainable } = learner;
  const distillation = createDistillation(algebra, {
    queries: batchSize,
    passages: batchSize,
    dimensions,
  });
  const students = algebra.matrix(batchSize, dimensions);
  const teachers = algebra.matrix(batchSize, dimensions);
  const passages = algebra.matrix(batchSize, dimensions);
  const standing: Standing = {
    total: epochs * sampler.stepsPerEpoch,
    phase: 'distilling',
    epoch: 0,
    examples: sampler.pairs,
    rounds: [],
  };

  function learnFrom(batch: DistilBatch): StepReport {
    const queryCount = batch.students.length;
    learner.gather(students, 'queries', batch.students);
    learner.gather(teachers, 'queries', batch.teachers);
    learner.gather(passages, 'passages', batch.passages);
    const { loss, dStudents } = distillation({
      students: trainable.forward(LEFT, students, queryCount),
      teachers,
      passages,
      queryCount,
      passageCount: batch.passages.length,
      softening,
      scale,
      squaredWeight,
    });
    trainable.zeroGradients();
    trainable.backward(LEFT, dStudents);
    return learner.learn(loss);
  }
  function* pieces(): Generator<StepReport, void> {
    for (let step = 0; step < standing.total; step += 1) {
      const report = learnFrom(sampler.batch(step));
      standing.epoch = Math.floor((step + 1) / sampler.stepsPerEpoch);
      yield report;
    }
  }
  return {
    standing,
    pieces: pieces(),
    steps: () => learner.steps().map((step) => ({ ...step, to: 'query' })),
  };
}
