import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import type { RoundReport } from '../../domain/lab/lab-run.ts';
import { LossCurve } from '../../domain/lab/loss-curve.ts';
import type { Recipe } from '../../domain/lab/recipe.ts';
import type { TransportTokens } from '../../domain/lab/transport/transport-run.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { TrainInput, TrainOutput, TrainProgress } from '../../protocol/lab.ts';
import type { JobOptions } from '../arms/arm.ts';
import { startPace } from '../rate.ts';
import type { Bench } from './bench.ts';
import { adapterOf } from './bench.ts';
import { createBreath } from './breath.ts';
import type { LabArmParts } from './describe-trained.ts';
import { describeTrained } from './describe-trained.ts';
import type { LivePoints, StartPoint } from './live-points.ts';
import { createLivePoints, measureStart } from './live-points.ts';
import type { Learnt, SeedRun } from './seed-run.ts';
import { watchRun } from './seed-run.ts';
import { isControl, startRun } from './start-run.ts';

const CURVE_ENTRIES = 400;

/** As `TrainInput`, with token vectors in memory. */
export type TrainChoice = Omit<TrainInput, 'tokens'> & { readonly tokens: TransportTokens | null };
/** As `TrainOutput`, with an arm that is not written yet. */
export type Trained = Omit<TrainOutput, 'arm'> & { readonly arm: LabArmParts };

export interface Trainer {
  /**
   * Trains with each seed in turn and measures each. Cancelled, it keeps what it has.
   * @throws CrosslensError `aborted`; `not-possible` where the recipe has nothing to work on; `not-ready` when it is
   * to go on and no run of this recipe, these seeds and this fusion was stopped
   */
  train(choice: TrainChoice, options: JobOptions<TrainProgress>): Promise<Trained>;
  /** What the run that was stopped has learnt, measured; it can still go on. @throws CrosslensError `not-ready` */
  snapshot(name: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<Trained>;
  dispose(): void;
}

/** A seed that is done, or was measured where it stood. */
interface SeedResult {
  readonly seed: number;
  readonly state: SeedRun['state'];
  readonly steps: number;
  readonly examples: number;
  readonly learnt: Learnt;
  readonly report: Report;
  readonly withXqg: Report | null;
}

/** Several seeds of one recipe, under way or stopped. */
interface Job {
  readonly key: string;
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
  readonly fusion: FusionChoice | null;
  readonly tokens: TransportTokens | null;
  readonly results: SeedResult[];
  /** Of the seed that comes after `results`. */
  current: SeedRun | null;
  readonly curve: LossCurve;
  readonly live: LivePoints;
  rounds: readonly RoundReport[];
  epoch: number;
  /** Milliseconds that the first seed's steps took: live points have their share of them. */
  stepping: number;
  seconds: number;
}

export function createTrainer(bench: Bench): Trainer {
  let job: Job | null = null;
  let start: StartPoint | null = null;

  const discard = (): void => {
    job?.current?.dispose();
    job = null;
  };

  const begin = async (choice: TrainChoice, key: string, signal?: AbortSignal): Promise<Job> => {
    discard();
    start ??= await measureStart(bench.sample, bench.data.dimensions, signal);
    const { recipe, fusion, tokens } = choice;
    return {
      ...{ key, recipe, fusion, tokens, seeds: seedsOf(choice) },
      results: [],
      current: null,
      curve: new LossCurve(CURVE_ENTRIES),
      live: createLivePoints(bench.sample, start),
      rounds: [],
      epoch: 0,
      stepping: 0,
      seconds: 0,
    };
  };

  const goOnWith = (key: string): Job => {
    if (job?.key === key) return job;
    throw new CrosslensError(
      'not-ready',
      job === null
        ? 'No run was stopped that could go on. Start a new one.'
        : 'The run that was stopped had another recipe, other seeds or another fusion. Go on with those, or start a new one.',
    );
  };

  return {
    async train(choice, { signal, onProgress }) {
      throwIfAborted(signal);
      const key = JSON.stringify([choice.recipe, seedsOf(choice), choice.fusion]);
      job = choice.goOn ? goOnWith(key) : await begin(choice, key, signal);
      const running = job;
      const started = performance.now();
      const report = progressOf(running, onProgress);
      try {
        while (running.results.length < running.seeds.length) {
          running.current ??= nextSeed(bench, running);
          await advanceToEnd(bench, running, running.current, report, signal);
          running.results.push(await measured(bench, running, running.current, signal));
          running.current.dispose();
          running.current = null;
        }
      } catch (error) {
        // A run that was stopped is kept to go on with; one that failed would only fail again.
        if (!(error instanceof CrosslensError && error.code === 'aborted')) discard();
        throw error;
      } finally {
        running.seconds += (performance.now() - started) / 1000;
      }
      job = null;
      return trained(bench, running, choice.name, running.results, report());
    },

    async snapshot(name, { signal } = {}) {
      const stopped = job;
      const run = stopped?.current ?? null;
      if (stopped === null || (run === null && stopped.results.length === 0)) {
        throw new CrosslensError('not-ready', 'No run was stopped that something could be kept of.');
      }
      const results =
        stopped.results.length > 0 || run === null
          ? stopped.results
          : [await measured(bench, stopped, run, signal)];
      const output = trained(bench, stopped, name, results, progressOf(stopped)());
      return output.ended === 'finished' ? { ...output, ended: 'stopped' } : output;
    },

    dispose: discard,
  };
}

/** Distinct, in their order. A fit in closed form depends on no seed, so that one is enough. */
function seedsOf({ recipe, seeds }: TrainChoice): readonly number[] {
  const distinct = [...new Set(seeds)];
  if (distinct.length === 0) throw new CrosslensError('not-possible', 'Training needs at least one seed.');
  return isControl(recipe) ? distinct.slice(0, 1) : distinct;
}

function nextSeed(bench: Bench, { recipe, seeds, results, tokens }: Job): SeedRun {
  const seed = seeds[results.length] ?? 0;
  return watchRun(startRun(recipe, bench.data, seed, tokens), seed);
}

async function advanceToEnd(
  bench: Bench,
  job: Job,
  run: SeedRun,
  report: (phase?: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const isFirst = job.results.length === 0;
  const breathe = createBreath();
  const measurePoint = (): Promise<void> =>
    job.live.measure(run.run.done, adapterOf(bench, run.learnt), signal);
  const isRunning = (): boolean => run.state === 'running';
  while (isRunning()) {
    throwIfAborted(signal);
    const started = performance.now();
    const step = run.advance();
    job.epoch = run.run.epoch;
    if (isFirst) {
      job.stepping += performance.now() - started;
      if (run.state !== 'not-finite') job.curve.add(step);
    }
    // What a round gained is counted from where the one before it ended.
    const roundEnded = isFirst && job.rounds.length > 0 && run.run.rounds.length > job.rounds.length;
    if (isFirst) job.rounds = run.run.rounds;
    report();
    await breathe();
    const isDue = roundEnded || job.live.isDue(run.run.done, run.run.total, job.stepping);
    if (isFirst && isRunning() && isDue && job.live.points.at(-1)?.step !== run.run.done) {
      await measurePoint();
      report();
    }
  }
  report('measuring');
  throwIfAborted(signal);
  // The curve ends where the run does.
  if (isFirst && run.state === 'finished' && job.live.points.at(-1)?.step !== run.run.done) {
    await measurePoint();
    report('measuring');
  }
}

async function measured(
  bench: Bench,
  { fusion }: Job,
  run: SeedRun,
  signal: AbortSignal | undefined,
): Promise<SeedResult> {
  const { learnt, seed, state, examples } = run;
  const adapter = adapterOf(bench, learnt);
  const report = await bench.heldOut.measure(adapter, null, { signal });
  const withXqg = fusion === null ? null : await bench.heldOut.measure(adapter, fusion, { signal });
  return { seed, state, examples, learnt, steps: run.run.done, report, withXqg };
}

function trained(
  bench: Bench,
  job: Job,
  name: string,
  results: readonly SeedResult[],
  history: TrainProgress,
): Trained {
  const [first] = results;
  if (first === undefined) throw new CrosslensError('internal', 'A run ended without a result.');
  return {
    arm: describeTrained(bench, name, job.recipe, { ...first, finished: first.state === 'finished' }),
    report: first.report,
    withXqg: first.withXqg,
    perSeed: results.map(({ seed, report, withXqg }) => ({
      seed,
      figures: labFigures(report),
      withXqg: withXqg && labFigures(withXqg),
    })),
    history,
    seconds: job.seconds,
    ended: results.some(({ state }) => state === 'not-finite')
      ? 'not-finite'
      : first.state === 'finished'
        ? 'finished'
        : 'stopped',
  };
}

/** Gives the progress so far, and hands it to `onProgress` where there is one. */
function progressOf(
  job: Job,
  onProgress?: (progress: TrainProgress) => void,
): (phase?: string) => TrainProgress {
  const stepsDone = (): number =>
    job.results.reduce((sum, { steps }) => sum + steps, 0) + (job.current?.run.done ?? 0);
  const stepsInAll = (): number => {
    const known = job.results.reduce((sum, { steps }) => sum + steps, 0);
    const each = job.current?.run.total ?? job.results.at(-1)?.steps ?? 0;
    return known + each * (job.seeds.length - job.results.length);
  };
  const pace = startPace(0, stepsDone());
  return (phase = job.current?.run.phase ?? 'finished') => {
    const [done, total] = [stepsDone(), stepsInAll()];
    const { perSecond } = pace(done);
    const progress: TrainProgress = {
      done,
      total,
      perSecond,
      secondsLeft: perSecond > 0 ? (total - done) / perSecond : 0,
      phase: job.seeds.length > 1 ? `seed ${seedInWork(job)} of ${job.seeds.length}, ${phase}` : phase,
      epoch: job.epoch,
      ...job.curve.points(),
      points: [...job.live.points],
      startHeat: job.live.startHeat,
      heat: job.live.heat,
      rounds: job.rounds,
    };
    onProgress?.(progress);
    return progress;
  };
}

function seedInWork({ results, seeds }: Job): number {
  return Math.min(results.length + 1, seeds.length);
}
