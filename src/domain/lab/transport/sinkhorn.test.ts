import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../random.ts';
import { sinkhorn } from './sinkhorn.ts';

const patient = { iterations: 5000, tolerance: 1e-9 };

describe('sinkhorn', () => {
  it('solves two by two as can be done by hand', () => {
    // With equal diagonal costs the plan is [[p, q], [q, p]] / 2 where p/q = exp(gap/ε).
    const [gap, epsilon] = [0.3, 0.2];
    const { plan, cost, error } = sinkhorn(Float32Array.of(0, gap, gap, 0), 2, 2, { epsilon, ...patient });
    const p = 1 / (1 + Math.exp(-gap / epsilon));
    [p / 2, (1 - p) / 2, (1 - p) / 2, p / 2].forEach((share, at) => {
      expect(plan[at]).toBeCloseTo(share, 6);
    });
    expect(cost).toBeCloseTo((1 - p) * gap, 6);
    expect(error).toBeLessThan(1e-6);
  });

  it('sends each token to itself as ε goes to 0', () => {
    const n = 5;
    const costs = Float32Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 0 : 0.4));
    const spread = sinkhorn(costs, n, n, { epsilon: 0.2, ...patient });
    const sharp = sinkhorn(costs, n, n, { epsilon: 0.01, ...patient });
    for (let i = 0; i < n; i += 1) expect(sharp.plan[i * (n + 1)]).toBeCloseTo(1 / n, 6);
    expect(sharp.cost).toBeCloseTo(0, 6);
    expect(spread.plan[0]).toBeLessThan(0.9 / n);
    expect(spread.cost).toBeGreaterThan(sharp.cost);
  });

  it('finds the best assignment of few tokens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(), (n, seed) => {
        const costs = randomCosts(n * n, seed);
        const { cost } = sinkhorn(costs, n, n, { epsilon: 0.002, ...patient });
        // Entropy costs no more than ε·log n.
        expect(cost).toBeGreaterThan(cheapest(costs, n) - 1e-4);
        expect(cost).toBeLessThan(cheapest(costs, n) + 0.002 * Math.log(n) + 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the sums of rows and columns, and says how far they are off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0.005, 0.05, 0.5),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        (rows, columns, epsilon, iterations, seed) => {
          const costs = randomCosts(rows * columns, seed);
          const result = sinkhorn(costs, rows, columns, { epsilon, iterations });
          let worst = 0;
          for (let i = 0; i < rows; i += 1) {
            const sum = result.plan.subarray(i * columns, (i + 1) * columns).reduce((a, b) => a + b, 0);
            expect(sum).toBeCloseTo(1 / rows, 6);
          }
          for (let j = 0; j < columns; j += 1) {
            let sum = 0;
            for (let i = 0; i < rows; i += 1) sum += result.plan[i * columns + j]!;
            worst = Math.max(worst, Math.abs(sum - 1 / columns));
          }
          expect(result.error).toBeCloseTo(worst, 6);
          expect(result.iterations).toBeLessThanOrEqual(iterations);
          const cost = result.plan.reduce((sum, share, at) => sum + share * costs[at]!, 0);
          expect(result.cost).toBeCloseTo(cost, 5);
        },
      ),
    );
  });

  it('gives the transposed plan for the transposed costs', () => {
    const [rows, columns] = [3, 4];
    const costs = randomCosts(rows * columns, 7);
    const turned = new Float32Array(rows * columns);
    costs.forEach((cost, at) => (turned[(at % columns) * rows + Math.floor(at / columns)] = cost));
    const there = sinkhorn(costs, rows, columns, { epsilon: 0.05, ...patient });
    const back = sinkhorn(turned, columns, rows, { epsilon: 0.05, ...patient });
    there.plan.forEach((share, at) => {
      expect(back.plan[(at % columns) * rows + Math.floor(at / columns)]).toBeCloseTo(share, 6);
    });
    expect(back.cost).toBeCloseTo(there.cost, 6);
  });

  it('stops early when it has converged, and stays finite for a tiny ε', () => {
    const costs = randomCosts(12, 3);
    const { iterations, error } = sinkhorn(costs, 3, 4, { epsilon: 0.5, iterations: 1000 });
    expect(iterations).toBeLessThan(50);
    expect(error).toBeLessThan(1e-5);
    const sharp = sinkhorn(costs, 3, 4, { epsilon: 1e-6, iterations: 30 });
    expect(sharp.plan.every(Number.isFinite)).toBe(true);
    expect(sharp.plan.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  it('has nothing to move where one side has no tokens', () => {
    expect(sinkhorn(new Float32Array(0), 0, 3, { epsilon: 0.1, iterations: 5 })).toEqual({
      plan: new Float32Array(0),
      cost: 0,
      error: 0,
      iterations: 0,
    });
  });
});

/** Costs in 0–2, as 1 − cosine has them. */
function randomCosts(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => 2 * random());
}

/** Mean cost of the best one-to-one assignment, by trying all. */
function cheapest(costs: Float32Array, n: number): number {
  const tried = (row: number, used: readonly number[]): number =>
    row === n
      ? 0
      : Math.min(
          ...Array.from({ length: n }, (_, column) => column)
            .filter((column) => !used.includes(column))
            .map((column) => costs[row * n + column]! / n + tried(row + 1, [...used, column])),
        );
  return tried(0, []);
}
