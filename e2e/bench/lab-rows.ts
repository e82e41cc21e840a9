import { createAdamW } from '../../src/domain/lab/adamw.ts';
import type { LinearAlgebra } from '../../src/domain/lab/linear-algebra.ts';
import { createInfoNce } from '../../src/domain/lab/losses/info-nce.ts';
import { createTrainable } from '../../src/domain/lab/trainable/create-trainable.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { createAlgebra } from '../../src/engine/lab/simd-algebra.ts';
import type { BenchRow } from './rows.ts';

const BATCH = 100;
/** Training pairs of half of XQuAD-R: 65 batches and one of 45. */
const PAIRS = 6545;
/** Steps of the slow way; its epoch is scaled from these. */
const NAIVE_STEPS = 10;
const PRODUCTS = 200;

/** One InfoNCE training step of a full adapter, again and again, with our products and with three nested loops. */
export function labRows(d: number): BenchRow[] {
  const simd = createAlgebra();
  const naive = threeLoops();
  const steps = Math.ceil(PAIRS / BATCH);
  const seconds = trainFor(simd, d, PAIRS);
  const naiveSeconds = trainFor(naive, d, NAIVE_STEPS * BATCH);
  const rates = { ours: steps / seconds, naive: NAIVE_STEPS / naiveSeconds };
  return [
    {
      what: `product ${BATCH} × ${d} by ${d} × ${d}`,
      ours: productRate(simd, d, PRODUCTS),
      naive: productRate(naive, d, NAIVE_STEPS),
      unit: 'GFLOP/s',
      higherIsBetter: true,
      note: 'x·Wᵀ, a multiplication and its addition counted as two; naive: three nested loops',
    },
    {
      what: `train a full adapter, batch ${BATCH}`,
      ...rates,
      unit: 'steps/s',
      higherIsBetter: true,
      note: 'forward of both sides, InfoNCE, backward, AdamW, one thread; naive: the same on three nested loops',
    },
    {
      what: `an epoch of ${PAIRS.toLocaleString('en-GB')} pairs`,
      ours: seconds,
      naive: PAIRS / BATCH / rates.naive,
      unit: 's',
      higherIsBetter: false,
      note: `without gathering rows and figures; naive: scaled from ${NAIVE_STEPS} steps`,
    },
  ];
}

/** Seconds that one pass over so many pairs takes. The first steps warm the compiler up and are not counted. */
function trainFor(algebra: LinearAlgebra, d: number, pairs: number): number {
  const trainable = createTrainable({ kind: 'full' }, d, algebra, { slots: 2, rows: BATCH, seed: 1 });
  const loss = createInfoNce(algebra, { queries: BATCH, passages: BATCH, dimensions: d });
  const optimiser = createAdamW(trainable, { learningRate: 1e-3, weightDecay: 1e-2 });
  const random = seededRandom(1);
  const passages = Float32Array.from({ length: BATCH * d }, () => random() - 0.5);
  const queries = passages.map((value) => value + 2 * (random() - 0.5));
  const positive = Uint32Array.from({ length: BATCH }, (_, row) => row);
  const excluded = new Uint8Array(BATCH * BATCH);

  const step = (count: number): void => {
    trainable.zeroGradients();
    const { dQueries, dPassages } = loss({
      queries: trainable.forward(0, queries, count),
      passages: trainable.forward(1, passages, count),
      queryCount: count,
      passageCount: count,
      positive,
      excluded,
      temperature: 0.05,
    });
    trainable.backward(0, dQueries);
    trainable.backward(1, dPassages);
    if (Number.isFinite(optimiser.gradientNorm())) optimiser.step();
  };
  for (let i = 0; i < 5; i += 1) step(BATCH);
  const start = performance.now();
  for (let left = pairs; left > 0; left -= BATCH) step(Math.min(BATCH, left));
  return (performance.now() - start) / 1000;
}

function productRate(algebra: LinearAlgebra, d: number, runs: number): number {
  const [c, a, b] = [algebra.matrix(BATCH, d), algebra.matrix(BATCH, d), algebra.matrix(d, d)];
  const random = seededRandom(2);
  for (const matrix of [a, b]) {
    for (let i = 0; i < matrix.length; i += 1) matrix[i] = random() - 0.5;
  }
  const multiply = (): void => {
    algebra.multiply(c, a, b, { m: BATCH, n: d, k: d }, { transposed: 'b' });
  };
  for (let i = 0; i < 5; i += 1) multiply();
  const start = performance.now();
  for (let i = 0; i < runs; i += 1) multiply();
  return (2 * BATCH * d * d * runs) / 1e6 / (performance.now() - start);
}

/** What a first version would do. */
function threeLoops(): LinearAlgebra {
  return {
    matrix: (rows, columns) => new Float32Array(rows * columns),
    multiply(c, a, b, { m, n, k }, { transposed, accumulate = false } = {}) {
      const [aRow, aStep] = transposed === 'a' ? [1, m] : [k, 1];
      const [bStep, bColumn] = transposed === 'b' ? [1, k] : [n, 1];
      for (let i = 0; i < m; i += 1) {
        for (let j = 0; j < n; j += 1) {
          let sum = accumulate ? (c[i * n + j] ?? 0) : 0;
          for (let step = 0; step < k; step += 1) {
            sum += (a[i * aRow + step * aStep] ?? 0) * (b[step * bStep + j * bColumn] ?? 0);
          }
          c[i * n + j] = sum;
        }
      }
    },
    dispose: () => undefined,
  };
}
