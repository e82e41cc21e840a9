import { describe, expect, it } from 'vitest';
import { bestColumn, planTable, shareOf, tokenText } from './plan-rows.ts';

/** Two student tokens with half of the weight each. */
const plan = {
  student: ['▁ቡና', 'ው'],
  teacher: ['▁the', '▁coffee'],
  plan: Float32Array.of(0.125, 0.375, 0.375, 0.125),
};

describe('a transport plan', () => {
  it('is read as shares of each student token', () => {
    expect([shareOf(plan, 0, 0), shareOf(plan, 0, 1)]).toEqual([0.25, 0.75]);
    expect([bestColumn(plan, 0), bestColumn(plan, 1)]).toEqual([1, 0]);
  });
  it('shows tokens without what marks them', () => {
    expect([tokenText('▁coffee'), tokenText('##ing'), tokenText('▁')]).toEqual(['coffee', '·ing', '␣']);
  });
  it('becomes one row for each pair', () => {
    expect(planTable(plan, 'Plan', ['ε = 0.1']).rows).toHaveLength(4);
  });
});
