import type { LabData } from '../lab-data.ts';
import type { StepReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { AlignRecipe, HybridRecipe } from '../recipe.ts';
import { createAlignmentSampler } from '../sampling/alignment-sampler.ts';
import { createHybridSampler } from '../sampling/hybrid-sampler.ts';
import { contrastEpochs, createContrast } from './contrast.ts';
import type { Course, Standing } from './course.ts';
import { createLearner } from './learner.ts';

/**
 * Hybrid batches, and for `align` passes over parallel texts before them. The optimiser starts anew in between: in
 * arXiv 2408.11942 the two are trainings of their own.
 * @throws CannotRun
 */
export function hybridCourse(
  recipe: HybridRecipe | AlignRecipe,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
): Course {
  const { alpha, languages, training } = recipe;
  const { batchSize, epochs } = training;
  const hybrid = createHybridSampler(data, { alpha, languages, batchSize, seed });
  const alignment =
    recipe.kind === 'align'
      ? createAlignmentSampler(data, { on: recipe.on, languages, batchSize, seed })
      : null;
  const alignEpochs = recipe.kind === 'align' ? recipe.alignEpochs : 0;
  const learner = createLearner(data, training, seed, algebra);
  const contrast = createContrast(learner, algebra, data.dimensions, training);
  const standing: Standing = {
    total: epochs * hybrid.stepsPerEpoch + alignEpochs * (alignment?.stepsPerEpoch ?? 0),
    phase: alignment === null ? 'training' : 'aligning',
    epoch: 0,
    examples: hybrid.pairs + (alignment?.pairs ?? 0),
    rounds: [],
  };

  function* pieces(): Generator<StepReport, void> {
    if (alignment !== null) {
      yield* contrastEpochs(contrast, alignment, alignEpochs, standing);
      learner.restart();
      standing.phase = 'training';
    }
    yield* contrastEpochs(contrast, hybrid, epochs, standing);
  }
  return { standing, pieces: pieces(), steps: () => learner.steps() };
}
