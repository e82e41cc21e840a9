import { describe, expect, it } from 'vitest';
import type { TrainProgress } from '../../protocol/lab.ts';
import { gainPoints, lossTable, pointsTable, roundRows, roundsTable, trace } from './live-rows.ts';

const point = (step: number, cross: number | null) => ({
  step,
  mono: 0.5,
  cross,
  multi: 0.3,
  rankDistance: 200,
  queries: 40,
});
const round = (number: number, step: number) => ({
  round: number,
  step,
  labelled: 10,
  queries: 20,
  precision: 0.8,
  drift: 0.01,
});
const progress: TrainProgress = {
  done: 20,
  total: 40,
  perSecond: 10,
  secondsLeft: 2,
  phase: 'training',
  epoch: 1,
  losses: Float32Array.of(2, NaN),
  gradientNorms: Float32Array.of(1, 0.5),
  steps: Uint32Array.of(10, 20),
  points: [point(0, 0.25), point(20, 0.5)],
  startHeat: null,
  heat: null,
  rounds: [],
};

describe('what is drawn live', () => {
  it('a loss that is no number leaves a gap, in the curve and in the table', () => {
    expect(trace(progress.steps, progress.losses)).toEqual([
      { x: 10, y: 2 },
      { x: 20, y: null },
    ]);
    expect(lossTable(progress, 'Loss').rows[1]).toEqual({ step: 20, loss: null, gradient: 0.5 });
  });
  it('a gain is counted from the start, in points', () => {
    expect(gainPoints(progress.points, 'cross')).toEqual([
      { x: 0, y: 0 },
      { x: 20, y: 25 },
    ]);
    expect(gainPoints([point(0, null), point(5, 0.5)], 'cross')[1]).toEqual({ x: 5, y: null });
  });
  it('the figures stand with their step', () => {
    expect(pointsTable(progress.points, 'Figures').rows[1]).toMatchObject({
      step: 20,
      cross: 0.5,
      queries: 40,
    });
  });
});

describe('rounds of self-training', () => {
  const points = [point(0, 0.25), point(10, 0.375), point(20, 0.5), point(30, 0.4375)];
  it('gain what was measured last in them, over what was measured before', () => {
    const rows = roundRows([round(1, 0), round(2, 20)], points);
    expect(rows.map(({ cross, gain }) => [cross, gain])).toEqual([
      [0.5, 0.25],
      [0.4375, -0.0625],
    ]);
  });
  it('one that has only begun has no gain yet', () => {
    expect(roundRows([round(1, 0), round(2, 30)], points)[1]).toMatchObject({ cross: null, gain: null });
    expect(roundRows([round(1, 0)], [])[0]).toMatchObject({ cross: null, gain: null });
  });
  it('become a table', () => {
    expect(roundsTable(roundRows([round(1, 0)], points), 'Rounds').rows).toEqual([
      { round: 1, labelled: 10, queries: 20, precision: 0.8, drift: 0.01, cross: 0.4375, gain: 0.1875 },
    ]);
  });
});
