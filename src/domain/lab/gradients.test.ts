import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../testing/float64-lab.ts';
import { adapt, centralDifferences, distillation, infoNce } from '../../testing/float64-lab.ts';
import { seededRandom } from '../random.ts';
import { createDistillation } from './losses/distillation.ts';
import { createInfoNce } from './losses/info-nce.ts';
import { createPlainAlgebra } from './plain-algebra.ts';
import type { Shape } from './recipe.ts';
import { createTrainable } from './trainable/create-trainable.ts';
import type { Trainable } from './trainable.ts';

const D = 6;
const QUERIES = 4;
const PASSAGES = 5;
const size = { queries: QUERIES + 2, passages: PASSAGES + 1, dimensions: D };

const queries = randomNumbers(QUERIES * D, 1);
// Of different lengths, so that a gradient that forgets the normalisation cannot pass.
const passages = randomNumbers(PASSAGES * D, 2).map((value, i) => value * (1 + Math.floor(i / D)));
const teachers = randomNumbers(QUERIES * D, 3);
/** Two queries share a positive; row 1 excludes all but its own, row 2 excludes its own, which counts all the same. */
const positive = Uint32Array.of(0, 2, 2, 4);
const excluded = Uint8Array.of(0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0);

const shapes: readonly Shape[] = [
  { kind: 'full' },
  { kind: 'low-rank', rank: 3 },
  { kind: 'hidden', width: 4 },
];

describe.each(shapes)('gradients of %o', (shape) => {
  it.each([
    { temperature: 1, excluded: null },
    { temperature: 0.2, excluded },
    { temperature: 0.02, excluded },
    { temperature: 0.01, excluded: null },
  ])('InfoNCE at $temperature agrees with finite differences', ({ temperature, excluded }) => {
    const algebra = createPlainAlgebra();
    const trainable = awayFromStart(shape);
    const { loss, dQueries, dPassages } = createInfoNce(
      algebra,
      size,
    )({
      queries: trainable.forward(0, queries, QUERIES),
      passages: trainable.forward(1, passages, PASSAGES),
      queryCount: QUERIES,
      passageCount: PASSAGES,
      positive,
      excluded,
      temperature,
    });
    trainable.backward(0, dQueries);
    trainable.backward(1, dPassages);

    const reference = (parameters: Parameters): number => {
      const of = (rows: Float32Array) => vectors(rows).map((x) => adapt(shape, parameters, x));
      return infoNce(of(queries), of(passages), positive, excluded, temperature);
    };
    expectGradients(trainable, loss, reference);
  });

  it.each([
    { scale: 1, softening: 1, squaredWeight: 0 },
    { scale: 20, softening: 2, squaredWeight: 0 },
    { scale: 20, softening: 2, squaredWeight: 0.5 },
    { scale: 100, softening: 1, squaredWeight: 3 },
  ])('distillation with %o agrees with finite differences', (options) => {
    const algebra = createPlainAlgebra();
    const trainable = awayFromStart(shape);
    const { loss, dStudents } = createDistillation(
      algebra,
      size,
    )({
      students: trainable.forward(0, queries, QUERIES),
      teachers,
      passages,
      queryCount: QUERIES,
      passageCount: PASSAGES,
      ...options,
    });
    trainable.backward(0, dStudents);

    const reference = (parameters: Parameters): number =>
      distillation(
        vectors(queries).map((x) => adapt(shape, parameters, x)),
        vectors(teachers),
        vectors(passages),
        options,
      );
    expectGradients(trainable, loss, reference);
  });
});

/** At the start O and U are zero, and so would be the gradients of what stands before them. */
function awayFromStart(shape: Shape): Trainable {
  const trainable = createTrainable(shape, D, createPlainAlgebra(), { slots: 2, rows: 6, seed: 7 });
  for (const { value } of trainable.parameters) {
    const noise = randomNumbers(value.length, 11);
    for (let i = 0; i < value.length; i += 1) value[i]! += 0.4 * noise[i]!;
  }
  return trainable;
}

function expectGradients(
  { parameters }: Trainable,
  loss: number,
  reference: (parameters: Parameters) => number,
): void {
  const values = Object.fromEntries(parameters.map(({ name, value }) => [name, Float64Array.from(value)]));
  // float32 cosines are off by about 1e-7, and that is divided by the temperature.
  expect(loss).toBeCloseTo(reference(values), 4);
  const expected = centralDifferences(values, reference);
  const largest = Math.max(
    ...Object.values(expected).flatMap((gradient) => [...gradient].map((number) => Math.abs(number))),
  );
  expect(largest).toBeGreaterThan(0);
  for (const { name, gradient } of parameters) {
    gradient.forEach((number, i) => {
      expect(Math.abs(number - expected[name]![i]!)).toBeLessThan(2e-4 * largest);
    });
  }
}

function vectors(rows: Float32Array): number[][] {
  return Array.from({ length: rows.length / D }, (_, row) => [...rows.subarray(row * D, (row + 1) * D)]);
}

function randomNumbers(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random() * 2 - 1);
}
