import { describe, expect, it } from 'vitest';
import type { LabRun, StepReport } from '../../domain/lab/lab-run.ts';
import { watchRun } from './seed-run.ts';

/** A run whose only parameter counts its steps; reports are given. */
function runOf(reports: readonly StepReport[], parameters?: readonly number[]) {
  let done = 0;
  let calls = 0;
  const run: LabRun & { examples: number } = {
    total: reports.filter(({ loss }) => loss !== null).length,
    get done() {
      return done;
    },
    ...{ phase: 'training', epoch: 0, rounds: [], examples: 1 },
    advance() {
      const report = reports[calls] ?? { loss: null, gradientNorm: null };
      calls += 1;
      if (Number.isFinite(report.loss) && Number.isFinite(report.gradientNorm)) done += 1;
      return report;
    },
    steps: () => [
      {
        ...{ kind: 'linear', to: 'both', bias: null },
        weight: { rows: 1, columns: 1, data: Float32Array.of(parameters?.[done] ?? done) },
      },
    ],
    dispose: () => undefined,
  };
  return watchRun({ run, dispose: () => undefined }, 1);
}
const good: StepReport = { loss: 1, gradientNorm: 1 };
const parameterOf = (watched: ReturnType<typeof runOf>): number | undefined => {
  const [step] = watched.learnt.steps;
  return step?.kind === 'linear' ? step.weight.data[0] : undefined;
};
const toEnd = (watched: ReturnType<typeof runOf>): ReturnType<typeof runOf> => {
  for (let i = 0; i < 10; i += 1) watched.advance();
  return watched;
};

describe('watchRun', () => {
  it('finishes with what the last step made', () => {
    const watched = toEnd(runOf([good, { loss: null, gradientNorm: null }, good]));
    expect(watched.state).toBe('finished');
    expect([parameterOf(watched), watched.learnt.updates]).toEqual([2, 2]);
  });

  it('keeps the parameters before those whose loss is no number', () => {
    const watched = toEnd(runOf([good, good, { loss: NaN, gradientNorm: 1 }, good]));
    expect(watched.state).toBe('not-finite');
    expect([parameterOf(watched), watched.learnt.updates]).toEqual([1, 1]);
  });

  it('keeps the parameters themselves where their gradient alone is no number', () => {
    const watched = toEnd(runOf([good, good, { loss: 1, gradientNorm: Infinity }, good]));
    expect([watched.state, watched.learnt.updates]).toEqual(['not-finite', 2]);
  });

  it('keeps the start where the first loss is no number', () => {
    const watched = toEnd(runOf([{ loss: Infinity, gradientNorm: 1 }, good]));
    expect([watched.state, watched.learnt.updates]).toEqual(['not-finite', 0]);
  });

  it('does not finish with parameters that are no numbers', () => {
    const watched = toEnd(runOf([good, good], [0, 1, NaN]));
    expect([watched.state, parameterOf(watched), watched.learnt.updates]).toEqual(['not-finite', 1, 1]);
  });
});
