import type { LanguageCode } from '../../domain/corpus/types.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import type { HybridRecipe } from '../../domain/lab/recipe.ts';
import { seenFigures } from '../../domain/lab/seen-figures.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { SweepInput, SweepPoint, SweepProgress } from '../../protocol/lab.ts';
import type { JobOptions } from '../arms/arm.ts';
import { startPace } from '../rate.ts';
import type { Bench } from './bench.ts';
import { adapterOf } from './bench.ts';
import { createBreath } from './breath.ts';
import { watchRun } from './seed-run.ts';
import { startRun } from './start-run.ts';

/** One place on the sweep's axis. */
interface Stop {
  readonly value: number;
  readonly recipe: HybridRecipe;
  readonly languages: readonly LanguageCode[];
}

/**
 * Trains and measures once for each value and seed, every time from the start.
 * @throws CrosslensError `aborted`; `not-possible` where there is nothing to train on, or a loss is not finite
 */
export async function sweep(
  bench: Bench,
  input: SweepInput,
  { signal, onProgress }: JobOptions<SweepProgress>,
): Promise<readonly SweepPoint[]> {
  const stops = stopsOf(input, trainingLanguages(bench));
  const seeds = [...new Set(input.seeds)];
  if (stops.length === 0 || seeds.length === 0) {
    throw new CrosslensError('not-possible', 'A sweep needs at least one value and one seed.');
  }
  const runs = stops.length * seeds.length;
  const points: SweepPoint[] = [];
  const breathe = createBreath();
  const pace = startPace(0);
  let [runsDone, stepsDone, stepsEach] = [0, 0, 0];
  const report = (done: number): void => {
    const total = stepsDone + stepsEach * (runs - runsDone);
    const { perSecond } = pace(done);
    const secondsLeft = perSecond > 0 ? (total - done) / perSecond : 0;
    onProgress?.({ done, total, runsDone, runs, perSecond, secondsLeft, points: [...points] });
  };

  for (const { value, recipe, languages } of stops) {
    const perSeed: SweepPoint['perSeed'][number][] = [];
    for (const seed of seeds) {
      throwIfAborted(signal);
      const run = watchRun(startRun(recipe, bench.data, seed, null), seed);
      try {
        while (run.state === 'running') {
          throwIfAborted(signal);
          run.advance();
          stepsEach = run.run.total;
          report(stepsDone + run.run.done);
          await breathe();
        }
        if (run.state === 'not-finite') {
          throw new CrosslensError(
            'not-possible',
            `The sweep stopped at ${String(value)}, seed ${String(seed)}, step ${String(run.run.done)}: the loss is no number any more. Lower the learning rate.`,
          );
        }
        const measured = await bench.heldOut.measure(adapterOf(bench, run.learnt), null, { signal });
        perSeed.push({ seed, figures: labFigures(measured), ...seenFigures(measured, recipe.languages) });
        runsDone += 1;
        stepsDone += run.run.done;
        report(stepsDone);
      } finally {
        run.dispose();
      }
    }
    points.push({ value, languages, perSeed });
    report(stepsDone);
  }
  return points;
}

function stopsOf({ recipe, over }: SweepInput, all: readonly LanguageCode[]): readonly Stop[] {
  if (over.kind === 'alpha') {
    const languages = recipe.languages.length === 0 ? all : recipe.languages;
    return over.values.map((value) => ({ value, languages, recipe: { ...recipe, alpha: value } }));
  }
  const order = [...new Set(over.order)];
  return over.counts.map((count) => {
    if (!(Number.isInteger(count) && count >= 1 && count <= order.length)) {
      throw new CrosslensError(
        'not-possible',
        `${String(count)} of ${String(order.length)} training languages cannot be taken. Choose counts from 1 to ${String(order.length)}.`,
      );
    }
    const languages = order.slice(0, count);
    // One language alone has no cross-lingual pairs.
    const alpha = count === 1 ? 1 : recipe.alpha;
    return { value: count, languages, recipe: { ...recipe, alpha, languages } };
  });
}

/** What "all languages" means: those of the training questions. */
function trainingLanguages({ data: { shard, split } }: Bench): readonly LanguageCode[] {
  const asked = shard.queries.filter((_, query) => split.trainingQueries[query] === 1);
  return [...new Set(asked.map(({ lang }) => lang))].sort();
}
