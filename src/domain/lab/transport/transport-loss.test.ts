import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../random.ts';
import { normaliseRows } from '../../vectors/matrix.ts';
import { sinkhorn } from './sinkhorn.ts';
import { cosineCosts } from './transport-plan.ts';
import { transportLoss } from './transport-loss.ts';

const [n, m, d] = [3, 4, 5];
const random = seededRandom(5);
const vectors = (count: number): Float32Array =>
  Float32Array.from({ length: count * d }, () => random() - 0.5);
const y = vectors(n);
const teacher = vectors(m);
normaliseRows(teacher, d);
const costsOf = (tokens: Float32Array): Float32Array => {
  const unit = Float32Array.from(tokens);
  normaliseRows(unit, d);
  return cosineCosts(unit, n, teacher, m, d);
};
const options = { epsilon: 0.1, iterations: 2000, tolerance: 1e-10 };
const { plan, cost } = sinkhorn(costsOf(y), n, m, options);

describe('transportLoss', () => {
  it('is the cost of the plan', () => {
    expect(transportLoss(y, teacher, plan, d, 1, new Float32Array(n * d))).toBeCloseTo(cost, 5);
  });

  it('has the gradient that differences have, with the plan held', () => {
    const dy = new Float32Array(n * d).fill(1);
    transportLoss(y, teacher, plan, d, 0.5, dy);
    const loss = (tokens: Float32Array): number =>
      costsOf(tokens).reduce((sum, c, at) => sum + c * plan[at]!, 0);
    dy.forEach((slope, at) => {
      expect(slope - 1).toBeCloseTo(0.5 * difference(loss, at), 3);
    });
  });

  it('has the gradient of the entropic problem when the plan moves along', () => {
    const dy = new Float32Array(n * d);
    transportLoss(y, teacher, plan, d, 1, dy);
    const entropic = (tokens: Float32Array): number => {
      const solved = sinkhorn(costsOf(tokens), n, m, options);
      return solved.cost + options.epsilon * solved.plan.reduce((sum, p) => sum + p * Math.log(p), 0);
    };
    dy.forEach((slope, at) => {
      expect(slope).toBeCloseTo(difference(entropic, at), 3);
    });
  });

  it('leaves a zero token alone, and counts it as a right angle', () => {
    const dy = new Float32Array(d);
    expect(
      transportLoss(new Float32Array(d), teacher, new Float32Array(m).fill(1 / m), d, 1, dy),
    ).toBeCloseTo(1);
    expect(dy.every((slope) => slope === 0)).toBe(true);
  });
});

function difference(f: (tokens: Float32Array) => number, at: number): number {
  const step = 2 ** -8;
  const moved = (by: number): Float32Array => y.map((value, i) => (i === at ? value + by : value));
  return (f(moved(step)) - f(moved(-step))) / (2 * step);
}
