import { normaliseRows } from '../../vectors/matrix.ts';
import { createAdamW } from '../adamw.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import type { LabRun, StepReport } from '../lab-run.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { TransportRecipe } from '../recipe.ts';
import { drawDistinct } from '../sampling/draw.ts';
import { stepRandom } from '../sampling/step-random.ts';
import { createTrainable } from '../trainable/create-trainable.ts';
import { requireGentleDecay } from '../trained-run.ts';
import { sinkhorn } from './sinkhorn.ts';
import type { TokenTable } from './token-table.ts';
import { tokenCount, tokensOf } from './token-table.ts';
import { transportLoss } from './transport-loss.ts';
import { cosineCosts } from './transport-plan.ts';

/** Parallel texts by their tokens: text i of one is text i of the other in another language. */
export interface TransportTokens {
  readonly student: TokenTable;
  readonly teacher: TokenTable;
}

const NOTHING: StepReport = { loss: null, gradientNorm: null };

/**
 * Optimal transport (OPTICAL, arXiv 2301.12566) on frozen token vectors: f of a student's tokens is drawn to the tokens
 * of the parallel text in the teacher's language, which stay as they are, along the plan that Sinkhorn finds between
 * the two. The plan is found anew for each text at each step, and held while the gradient is taken (`transportLoss`).
 *
 * The paper's, by its abstract, are the idea of learning across languages by a transport between tokens, and that
 * parallel texts are all it needs. Ours: an adapter in the place of a whole encoder, the cost 1 − cosine, uniform
 * weights of tokens, the anchors below, and parallel questions as the parallel texts.
 *
 * One adapter serves tokens here and sentence vectors later. Tokens go in at unit length, as sentences do. For a linear
 * f (`full`, `low-rank`) that changes nothing: f of a mean is the mean of f, and lengths cancel in a cosine. For
 * `hidden` neither holds, as tanh bends each token by itself: what is learnt on tokens carries over to their mean only
 * as far as tanh is straight there.
 *
 * Each pair brings an anchor: the teacher's own text, whose tokens are to stay where they are. Nothing else would hold
 * the teacher's language, as f is shared by all. Trained without anchors, the embedded encoder's English questions of
 * XQuAD-R lost twice as much mAP as with them (0.643 to 0.559, against 0.599: ε 0.05, learning rate 0.0003, two epochs
 * over 2,000 pairs).
 * @param tokens of the texts that `transportTexts` gave; pairs where a side has no tokens are left out
 * @throws CannotRun
 */
export function createTransportRun(
  recipe: TransportRecipe,
  tokens: TransportTokens,
  data: LabData,
  seed: number,
  algebra: LinearAlgebra,
): LabRun & { readonly examples: number } {
  const { training, epsilon, iterations } = recipe;
  requireGentleDecay(training);
  const d = data.dimensions;
  const student = unitTable(tokens.student, d);
  const teacher = unitTable(tokens.teacher, d);
  const pairs = Array.from({ length: student.offsets.length - 1 }, (_, pair) => pair).filter(
    (pair) => tokenCount(student, pair) > 0 && tokenCount(teacher, pair) > 0,
  );
  if (pairs.length === 0) {
    throw new CannotRun(
      `No parallel training questions with tokens were found for the teacher's language, ${recipe.teacher}. Choose ` +
        'another teacher, or more languages.',
    );
  }
  const batchSize = Math.min(training.batchSize, pairs.length);
  const stepsPerEpoch = Math.ceil(pairs.length / batchSize);
  const total = training.epochs * stepsPerEpoch;
  const rows = mostRows(student, pairs, batchSize) + mostRows(teacher, pairs, batchSize);
  const trainable = createTrainable(training.shape, d, algebra, { slots: 1, rows, seed });
  const optimiser = createAdamW(trainable, training);
  const x = new Float32Array(rows * d);
  const dy = new Float32Array(rows * d);
  let order: readonly number[] = [];
  let done = 0;
  let ended = false;
  let broken: StepReport | null = null;

  function nextBatch(): readonly number[] {
    const place = done % stepsPerEpoch;
    if (place === 0) {
      order = drawDistinct(pairs, pairs.length, stepRandom(seed, 'transport', done / stepsPerEpoch));
    }
    return order.slice(place * batchSize, (place + 1) * batchSize);
  }

  /** The mean over pairs and anchors; gradients are left in the trainable. */
  function lossOf(batch: readonly number[]): number {
    const texts = [
      ...batch.map((pair) => ({ from: tokensOf(student, pair, d), to: tokensOf(teacher, pair, d) })),
      ...batch.map((pair) => ({ from: tokensOf(teacher, pair, d), to: null })),
    ];
    let filled = 0;
    for (const { from } of texts) {
      x.set(from, filled);
      filled += from.length;
    }
    const y = trainable.forward(0, x, filled / d);
    dy.fill(0, 0, filled);
    let loss = 0;
    let start = 0;
    for (const { from, to } of texts) {
      const made = y.subarray(start, start + from.length);
      const plan = to === null ? staying(from.length / d) : planOf(made, to);
      loss += transportLoss(
        made,
        to ?? from,
        plan,
        d,
        1 / texts.length,
        dy.subarray(start, start + from.length),
      );
      start += from.length;
    }
    trainable.zeroGradients();
    trainable.backward(0, dy);
    return loss / texts.length;
  }

  function planOf(made: Float32Array, to: Float32Array): Float32Array {
    const unit = Float32Array.from(made);
    normaliseRows(unit, d);
    const [n, m] = [unit.length / d, to.length / d];
    return sinkhorn(cosineCosts(unit, n, to, m, d), n, m, { epsilon, iterations }).plan;
  }

  return {
    total,
    phase: 'transporting',
    rounds: [],
    examples: pairs.length,
    get done() {
      return done;
    },
    get epoch() {
      return Math.floor(done / stepsPerEpoch);
    },
    advance() {
      if (broken !== null) return broken;
      if (ended || done >= total) return NOTHING;
      const loss = lossOf(nextBatch());
      const gradientNorm = optimiser.gradientNorm();
      if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
        broken = { loss, gradientNorm };
        return broken;
      }
      optimiser.step();
      done += 1;
      return { loss, gradientNorm };
    },
    steps: () => [...trainable.steps(), { kind: 'unit-length', to: 'both' }],
    dispose() {
      ended = true;
    },
  };
}

function unitTable({ offsets, vectors }: TokenTable, d: number): TokenTable {
  const unit = Float32Array.from(vectors);
  normaliseRows(unit, d);
  return { offsets, vectors: unit };
}

/** Tokens of the `count` longest texts together. */
function mostRows(table: TokenTable, texts: readonly number[], count: number): number {
  return texts
    .map((text) => tokenCount(table, text))
    .sort((a, b) => b - a)
    .slice(0, count)
    .reduce((sum, tokens) => sum + tokens, 0);
}

/** The plan that leaves each of n tokens where it is. [n × n] */
function staying(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 / n : 0));
}
