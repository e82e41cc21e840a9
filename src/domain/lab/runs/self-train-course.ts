import type { LanguageCode } from '../../corpus/types.ts';
import { dot } from '../../vectors/matrix.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import type { RoundReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Nearest } from '../nearest.ts';
import type { SelfTrainRecipe } from '../recipe.ts';
import type { LabelledPair } from '../sampling/labelled-sampler.ts';
import { createLabelledSampler } from '../sampling/labelled-sampler.ts';
import { createContrast } from './contrast.ts';
import type { Course, Piece, Standing } from './course.ts';
import { createLabeller } from './labeller.ts';
import { createLearner } from './learner.ts';

/**
 * Rounds of labelling the training queries with the adapter as it is, and training on the labels. `top` is Sentri's
 * self-training, `answer` CORA's mining with the known answers in the place of a generator. Every round goes on from
 * the adapter of the round before, with a new optimiser. A round that finds fewer than two labels ends the course:
 * there is nothing to tell apart.
 * @throws CannotRun
 */
export function selfTrainCourse(
  recipe: SelfTrainRecipe,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
  nearest: Nearest,
): Course {
  const { rounds, training } = recipe;
  const { batchSize, epochs } = training;
  const queries = trainingRows(data.split.trainingQueries);
  const passages = passagesByLanguage(data);
  if (queries.length < 2 || passages.size === 0) {
    throw new CannotRun(
      `The training half has ${queries.length} questions and passages in ${passages.size} languages; self-training ` +
        'needs two questions and a passage at least. Hold out less, or choose a larger shard.',
    );
  }
  const label = createLabeller(recipe, data, nearest);
  const learner = createLearner(data, training, seed, algebra);
  const contrast = createContrast(learner, algebra, data.dimensions, training);
  const guess = Math.ceil((queries.length * passages.size) / batchSize);
  const standing: Standing = {
    total: rounds * epochs * guess,
    phase: 'labelling',
    epoch: 0,
    examples: 0,
    rounds: [],
  };

  function* pieces(): Generator<Piece, void> {
    const before = learner.project('queries', queries);
    let now = before;
    let done = 0;
    for (let round = 1; round <= rounds; round += 1) {
      standing.phase = `labelling, round ${round} of ${rounds}`;
      const labels: LabelledPair[] = [];
      for (const [, rows] of passages) {
        yield null;
        const projected = learner.project('passages', rows);
        for (const found of label({ rows: queries, vectors: now }, { rows, vectors: projected })) {
          labels.push(...found);
          yield null;
        }
      }
      const report: RoundReport = {
        round,
        step: done,
        labelled: labels.length,
        queries: queries.length,
        precision: precisionOf(labels, data),
        drift: drift(before, now, data.dimensions),
      };
      const earlier = standing.rounds;
      standing.rounds = [...earlier, report];
      standing.examples += labels.length;
      // Between two rounds: what the one before has learnt can be measured.
      yield null;
      if (labels.length < 2) {
        standing.total = done;
        return;
      }

      const sampler = createLabelledSampler(labels, batchSize, seed);
      const steps = epochs * sampler.stepsPerEpoch;
      const first = done;
      standing.total = first + steps * (rounds - round + 1);
      standing.phase = `round ${round} of ${rounds}`;
      learner.restart();
      for (let step = 0; step < steps; step += 1) {
        const made = contrast(sampler.batch(first + step));
        done += 1;
        standing.epoch = (round - 1) * epochs + Math.floor((step + 1) / sampler.stepsPerEpoch);
        if (step === steps - 1) {
          now = learner.project('queries', queries);
          standing.rounds = [...earlier, { ...report, drift: drift(before, now, data.dimensions) }];
        }
        yield made;
      }
    }
  }
  return { standing, pieces: pieces(), steps: () => learner.steps() };
}

/** Share of the labels that are relevant. Reported, and used for nothing else. */
function precisionOf(labels: readonly LabelledPair[], { shard }: LabData): number | null {
  if (labels.length === 0) return null;
  const right = labels.filter(({ query, passage }) =>
    shard.queries[query]?.relevantRows.includes(passage),
  ).length;
  return right / labels.length;
}

/** 1 − mean cosine of the rows of two matrices of unit vectors. */
function drift(before: Float32Array, now: Float32Array, d: number): number {
  const count = before.length / d;
  return count === 0 ? 0 : 1 - dot(before, now) / count;
}

function trainingRows(flags: Uint8Array): Uint32Array {
  return Uint32Array.from([...flags.keys()].filter((row) => flags[row] === 1));
}

/** Rows of the training passages, languages in the order of their codes. */
function passagesByLanguage({ shard, split }: LabData): ReadonlyMap<LanguageCode, Uint32Array> {
  const rows = trainingRows(split.trainingPassages);
  const languages = [...new Set(Array.from(rows, (row) => shard.passages[row]?.lang ?? ''))].sort();
  return new Map(languages.map((lang) => [lang, rows.filter((row) => shard.passages[row]?.lang === lang)]));
}
