import { describe, expect, it } from 'vitest';
import { createAdamW } from '../../domain/lab/adamw.ts';
import type { LinearAlgebra } from '../../domain/lab/linear-algebra.ts';
import { createInfoNce } from '../../domain/lab/losses/info-nce.ts';
import { createPlainAlgebra } from '../../domain/lab/plain-algebra.ts';
import type { Shape } from '../../domain/lab/recipe.ts';
import { createTrainable } from '../../domain/lab/trainable/create-trainable.ts';
import { seededRandom } from '../../domain/random.ts';
import { createAlgebra } from './simd-algebra.ts';

const shapes: readonly Shape[] = [
  { kind: 'full' },
  { kind: 'low-rank', rank: 3 },
  { kind: 'hidden', width: 5 },
];

describe.each(shapes)('training %o', (shape) => {
  it('gives the same parameters bit for bit, again and without SIMD', () => {
    const first = train(shape, createAlgebra({ bytes: 2 ** 20, simd: true }));
    const again = train(shape, createAlgebra({ bytes: 2 ** 20, simd: true }));
    const plain = train(shape, createPlainAlgebra());
    expect(again).toEqual(first);
    expect(plain).toEqual(first);
  });

  it('lowers the loss', () => {
    const { losses } = train(shape, createPlainAlgebra());
    expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]!);
  });
});

/** Queries are their passages turned by 90° in pairs of dimensions, and half a passage of noise. */
function train(
  shape: Shape,
  algebra: LinearAlgebra,
): { readonly losses: number[]; readonly values: Float32Array[] } {
  const [d, rows] = [18, 13];
  const random = seededRandom(4);
  const passages = Float32Array.from({ length: rows * d }, () => random() * 2 - 1);
  const queries = passages.map(
    (_, i) => (i % 2 === 0 ? -(passages[i + 1] ?? 0) : (passages[i - 1] ?? 0)) + (random() - 0.5),
  );
  const trainable = createTrainable(shape, d, algebra, { slots: 2, rows, seed: 2 });
  const loss = createInfoNce(algebra, { queries: rows, passages: rows, dimensions: d });
  const optimiser = createAdamW(trainable, { learningRate: 0.02, weightDecay: 0.01 });
  const losses = Array.from({ length: 40 }, () => {
    trainable.zeroGradients();
    const result = loss({
      queries: trainable.forward(0, queries, rows),
      passages: trainable.forward(1, passages, rows),
      queryCount: rows,
      passageCount: rows,
      positive: Uint32Array.from({ length: rows }, (_, row) => row),
      excluded: null,
      temperature: 0.1,
    });
    trainable.backward(0, result.dQueries);
    trainable.backward(1, result.dPassages);
    optimiser.step();
    return result.loss;
  });
  return { losses, values: trainable.parameters.map(({ value }) => value.slice()) };
}
