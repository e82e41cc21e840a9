import type { AdapterStep } from '../../domain/adapter/adapter.ts';
import { finiteSteps } from '../../domain/adapter/finite-steps.ts';
import type { LabRun, StepReport } from '../../domain/lab/lab-run.ts';
import type { StartedRun } from './start-run.ts';

/** What was learnt, and by how many steps. */
export interface Learnt {
  readonly steps: readonly AdapterStep[];
  readonly updates: number;
}

/** A recipe at work with one seed, watched for numbers that are not finite. */
export interface SeedRun {
  readonly seed: number;
  readonly run: Pick<LabRun, 'total' | 'done' | 'phase' | 'epoch' | 'rounds'>;
  readonly examples: number;
  /** `not-finite`: a loss, a gradient or a parameter was no number any more. Nothing is advanced after that. */
  readonly state: 'running' | 'finished' | 'not-finite';
  /** Parameters as they are now; after `not-finite` the last ones that a finite loss was measured with. */
  readonly learnt: Learnt;
  /** One step. */
  advance(): StepReport;
  dispose(): void;
}

/**
 * A loss is measured with the parameters before the step that it leads to. Those of a loss that is not finite are
 * spoilt themselves, so that the ones before them are kept as well: the last for which the loss was a number.
 */
export function watchRun(started: StartedRun, seed: number): SeedRun {
  const { run } = started;
  let now: Learnt = { steps: run.steps(), updates: run.done };
  let good = now;
  let state: SeedRun['state'] = 'running';
  return {
    seed,
    run,
    get examples() {
      return run.examples;
    },
    get state() {
      return state;
    },
    get learnt() {
      return state === 'not-finite' ? good : now;
    },
    advance() {
      if (state !== 'running') return { loss: null, gradientNorm: null };
      const report = run.advance();
      const { loss, gradientNorm } = report;
      if (loss !== null && !Number.isFinite(loss)) {
        state = 'not-finite';
        return report;
      }
      if (loss !== null) good = now;
      if (gradientNorm !== null && !Number.isFinite(gradientNorm)) {
        state = 'not-finite';
        return report;
      }
      // Some pieces of work are no step: labelling, for one.
      if (run.done !== now.updates) now = { steps: run.steps(), updates: run.done };
      if (run.done >= run.total) state = finiteSteps(now.steps) ? 'finished' : 'not-finite';
      return report;
    },
    dispose() {
      started.dispose();
    },
  };
}
