import { describe, expect, it } from 'vitest';
import { labWorld } from '../../../testing/lab-world.ts';
import { seededRandom } from '../../random.ts';
import { normaliseRows } from '../../vectors/matrix.ts';
import { CannotRun } from '../cannot-run.ts';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { Shape, TransportRecipe } from '../recipe.ts';
import type { Trainable } from '../trainable.ts';
import { createTrainable } from '../trainable/create-trainable.ts';
import { sinkhorn } from './sinkhorn.ts';
import type { TokenTable } from './token-table.ts';
import { tokenOffsets, tokensOf } from './token-table.ts';
import { transportLoss } from './transport-loss.ts';
import { cosineCosts, transportPlan } from './transport-plan.ts';
import type { TransportTokens } from './transport-run.ts';
import { createTransportRun } from './transport-run.ts';

const d = 8;
const data = labWorld({ languages: ['am', 'en'], units: 6, content: 3, dimensions: d, noise: 0.1, seed: 1 });
const options = { epsilon: 0.05, iterations: 200 };
const recipe = (change: Partial<TransportRecipe['training']> = {}): TransportRecipe => ({
  kind: 'transport',
  teacher: 'en',
  ...options,
  pairs: 100,
  training: {
    shape: { kind: 'full' },
    epochs: 30,
    batchSize: 8,
    learningRate: 0.02,
    weightDecay: 0,
    temperature: 1,
    ...change,
  },
});
const tokens = turnedWords(30);

describe('createTransportRun', () => {
  it('learns how another language turns its words', () => {
    const run = createTransportRun(recipe(), tokens, data, 1, createPlainAlgebra());
    expect(run).toMatchObject({ total: 120, done: 0, epoch: 0, examples: 30, phase: 'transporting' });
    const losses: number[] = [];
    while (run.done < run.total) losses.push(run.advance().loss!);
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    expect(run.epoch).toBe(30);
    expect(run.advance()).toEqual({ loss: null, gradientNorm: null });

    const [linear, unit] = run.steps();
    expect(unit).toEqual({ kind: 'unit-length', to: 'both' });
    if (linear?.kind !== 'linear') throw new Error('a full adapter is linear');
    const weight = linear.weight.data;
    const turn = (x: Float32Array): Float32Array =>
      Float32Array.from({ length: x.length }, (_, at) => {
        const [row, i] = [Math.floor(at / d), at % d];
        return weight.subarray(i * d, (i + 1) * d).reduce((sum, w, k) => sum + w * x[row * d + k]!, 0);
      });
    const costs = (table: TokenTable): number[] =>
      [0, 1, 2].map((text) => {
        const to = tokensOf(tokens.teacher, text, d);
        const from = tokensOf(table, text, d);
        return transportPlan(turn(from), to, d, options).cost - transportPlan(from, to, d, options).cost;
      });
    // The other language has come closer, and the teacher's has not gone far.
    for (const change of costs(tokens.student)) expect(change).toBeLessThan(-0.2);
    for (const change of costs(tokens.teacher)) expect(change).toBeLessThan(0.2);
  });

  it('is the same bit for bit for a seed, and another for another', () => {
    const learn = (seed: number): unknown => {
      const run = createTransportRun(recipe({ epochs: 2 }), tokens, data, seed, createPlainAlgebra());
      while (run.done < run.total) run.advance();
      return run.steps();
    };
    expect(learn(1)).toEqual(learn(1));
    expect(learn(2)).not.toEqual(learn(1));
  });

  it('stops at a loss that is no number, and keeps the last good adapter', () => {
    const poisoned = { ...tokens.student, vectors: tokens.student.vectors.slice().fill(NaN, 0, 1) };
    const run = createTransportRun(recipe(), { ...tokens, student: poisoned }, data, 1, createPlainAlgebra());
    let before = run.steps();
    let report = run.advance();
    while (Number.isFinite(report.loss) && run.done < run.total) {
      before = run.steps();
      report = run.advance();
    }
    expect(report.loss).toBeNaN();
    expect(run.done).toBeLessThan(4);
    expect(run.steps()).toEqual(before);
    expect(run.advance()).toEqual(report);
  });

  it('leaves out pairs without tokens, and refuses to run without any', () => {
    const { vectors } = tokens.student;
    const student = { offsets: tokenOffsets([2, 0, 1]), vectors };
    const teacher = { offsets: tokenOffsets([1, 2, 0]), vectors };
    const run = createTransportRun(recipe(), { student, teacher }, data, 1, createPlainAlgebra());
    expect(run).toMatchObject({ examples: 1, total: 30 });
    expect(run.advance().loss).toBeGreaterThan(0);
    const none = { offsets: tokenOffsets([]), vectors: new Float32Array(0) };
    expect(() =>
      createTransportRun(recipe(), { student: none, teacher: none }, data, 1, createPlainAlgebra()),
    ).toThrow(CannotRun);
  });
});

const shapes: readonly Shape[] = [
  { kind: 'full' },
  { kind: 'low-rank', rank: 2 },
  { kind: 'hidden', width: 3 },
];

describe.each(shapes)('gradient through %o', (shape) => {
  it('is that of finite differences while the plan is held', () => {
    const trainable = createTrainable(shape, d, createPlainAlgebra(), { slots: 1, rows: 5, seed: 3 });
    const random = seededRandom(4);
    // Away from the identity, where half of the parameters would have no gradient.
    for (const { value } of trainable.parameters)
      value.forEach((v, i) => (value[i] = v + 0.3 * (random() - 0.5)));
    const x = tokensOf(tokens.student, 0, d).subarray(0, 3 * d);
    const teacher = tokensOf(tokens.teacher, 0, d).slice(0, 2 * d);
    normaliseRows(teacher, d);
    const made = Float32Array.from(trainable.forward(0, x, 3));
    normaliseRows(made, d);
    const { plan } = sinkhorn(cosineCosts(made, 3, teacher, 2, d), 3, 2, options);
    const loss = (): number =>
      transportLoss(trainable.forward(0, x, 3), teacher, plan, d, 1, new Float32Array(3 * d));

    const dy = new Float32Array(3 * d);
    transportLoss(trainable.forward(0, x, 3), teacher, plan, d, 1, dy);
    trainable.zeroGradients();
    trainable.backward(0, dy);
    for (const parameter of trainable.parameters) {
      const { value, gradient } = parameter;
      for (let at = 0; at < value.length; at += 1) {
        expect(gradient[at]).toBeCloseTo(difference(value, at, loss), 3);
      }
      expect(gradient.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
    }
  });
});

function difference(value: Trainable['parameters'][number]['value'], at: number, loss: () => number): number {
  const [kept, step] = [value[at]!, 2 ** -8];
  value[at] = kept + step;
  const above = loss();
  value[at] = kept - step;
  const below = loss();
  value[at] = kept;
  return (above - below) / (2 * step);
}

/** Texts of 3 words out of a small vocabulary; the student's language turns every word by the same random matrix. */
function turnedWords(texts: number): TransportTokens {
  const random = seededRandom(9);
  const words = Float32Array.from({ length: 12 * d }, () => random() - 0.5);
  const matrix = Float32Array.from({ length: d * d }, () => random() - 0.5);
  const lengths = new Array<number>(texts).fill(3);
  const teacher = new Float32Array(texts * 3 * d);
  const student = new Float32Array(texts * 3 * d);
  for (let token = 0; token < texts * 3; token += 1) {
    const word = words.subarray(Math.floor(random() * 12) * d).subarray(0, d);
    teacher.set(word, token * d);
    for (let i = 0; i < d; i += 1) {
      student[token * d + i] = word.reduce((sum, w, k) => sum + w * matrix[i * d + k]!, 0);
    }
  }
  const offsets = tokenOffsets(lengths);
  return { student: { offsets, vectors: student }, teacher: { offsets, vectors: teacher } };
}
