import { describe, expect, it } from 'vitest';
import { transportPlan } from './transport-plan.ts';

describe('transportPlan', () => {
  it('pairs tokens by direction, whatever their length and order', () => {
    const student = Float32Array.of(0, 3, 5, 0);
    const teacher = Float32Array.of(1, 0, 0, 0.1);
    const { plan, cost, error } = transportPlan(student, teacher, 2, { epsilon: 0.01, iterations: 100 });
    [0, 0.5, 0.5, 0].forEach((share, at) => {
      expect(plan[at]).toBeCloseTo(share, 6);
    });
    expect(cost).toBeCloseTo(0, 6);
    expect(error).toBeCloseTo(0, 6);
    expect([...student]).toEqual([0, 3, 5, 0]);
  });

  it('splits a token among those that mean the same', () => {
    const { plan, cost } = transportPlan(Float32Array.of(1, 0), Float32Array.of(1, 0, 2, 0), 2, {
      epsilon: 0.1,
      iterations: 100,
    });
    expect([...plan]).toEqual([0.5, 0.5]);
    expect(cost).toBeCloseTo(0, 6);
  });

  it('says what it costs to go where nothing is alike', () => {
    const { cost } = transportPlan(Float32Array.of(1, 0), Float32Array.of(0, 1, -1, 0), 2, {
      epsilon: 0.1,
      iterations: 100,
    });
    expect(cost).toBeCloseTo((1 + 2) / 2, 5);
  });
});
