import { afterAll, describe, expect, it } from 'vitest';
import type { Adapter } from '../../domain/adapter/adapter.ts';
import { createApplier } from '../../domain/adapter/apply-adapter.ts';
import { fuseInto } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { planGenerated } from '../../domain/augmentation/plan-generated.ts';
import { withQueries } from '../../domain/corpus/with-queries.ts';
import { createPlainAlgebra } from '../../domain/lab/plain-algebra.ts';
import type { HybridRecipe, Recipe, SelfTrainRecipe } from '../../domain/lab/recipe.ts';
import { judgingQueries, splitShard } from '../../domain/lab/split.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import { keepQueries } from '../../domain/metrics/keep-queries.ts';
import { figuresOf } from '../../domain/metrics/settings.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { SweepProgress, TrainProgress } from '../../protocol/lab.ts';
import { demoLabInput } from '../../testing/demo-lab.ts';
import { rankQueries } from '../ranking/rank-queries.ts';
import { createKernel } from '../ranking/simd-kernel.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import { openLabArm, packLabArm } from './arm-file.ts';
import type { LabArmParts } from './describe-trained.ts';
import type { Lab } from './create-lab.ts';
import { createLab } from './create-lab.ts';
import type { TrainChoice, Trained } from './train.ts';

const input = await demoLabInput(['en', 'de', 'es']);
const lab = await createLab(input);
afterAll(() => {
  lab.dispose();
});

const training = {
  shape: { kind: 'full' as const },
  epochs: 3,
  batchSize: 20,
  learningRate: 1e-3,
  weightDecay: 0.01,
  temperature: 0.05,
};
const hybrid: HybridRecipe = { kind: 'hybrid', alpha: 0.5, languages: [], training };
const selfTrain: SelfTrainRecipe = {
  kind: 'self-train',
  label: 'top',
  rounds: 2,
  depth: 1,
  threshold: 0.2,
  training: { ...training, epochs: 1 },
};
const choice = (recipe: Recipe, more: Partial<TrainChoice> = {}): TrainChoice => ({
  ...{ recipe, seeds: [1], goOn: false, tokens: null, fusion: null, name: 'made' },
  ...more,
});
const hashOf = async ({ description, adapter }: LabArmParts): Promise<string> =>
  (await packLabArm(description, adapter)).hash;

/** Trains until `done` steps, and stops. */
async function stopAt(on: Lab, what: TrainChoice, done: number): Promise<void> {
  const controller = new AbortController();
  const running = on.train(what, {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.done >= done) controller.abort();
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'aborted' });
}

/** Ranks all queries by plain loops, and takes those that may judge out of the table. */
async function expectSameFigures(
  report: Report,
  adapter: Adapter,
  fusion: FusionChoice | null,
): Promise<void> {
  const { shard, dimensions } = input;
  const applier = createApplier(adapter, createPlainAlgebra());
  const languages = (rows: readonly { readonly lang: string }[]): string[] => rows.map(({ lang }) => lang);
  const pool = applier.apply(input.passages, 'passage', languages(shard.passages));
  if (fusion !== null) {
    const { plan, texts } = planGenerated(shard);
    const languageOf = new Map(
      shard.generated.flatMap(({ queries }) =>
        Object.entries(queries).flatMap(([lang, own]) => own.map((text) => [text, lang] as const)),
      ),
    );
    const written = texts.map((text) => languageOf.get(text) ?? '');
    const generated = applier.apply(input.generated ?? new Float32Array(0), 'passage', written);
    fuseInto(pool, Float32Array.from(pool), dimensions, plan, generated, fusion);
  }
  const kernel = createKernel(shard.passages.length, dimensions, { simd: false });
  kernel.write(0, pool);
  const queries = applier.apply(input.queries, 'query', languages(shard.queries));
  const table = await rankQueries(shard, {
    minimumScore: null,
    score: (first, rows) =>
      kernel.score(queries.subarray(first * dimensions, (first + rows) * dimensions), rows),
    countGreater: kernel.countGreater.bind(kernel),
    countEqual: kernel.countEqual.bind(kernel),
  });
  const split = splitShard(shard, input.split);
  const kept = keepQueries(table, judgingQueries(shard, split.trainingKeys));
  const expected = figuresOf(kept, ['mAP', 'R@10'], SETTINGS);
  expect(report.figures.map(({ n, setting }) => [n, setting])).toEqual(
    expected.map(({ n, setting }) => [n, setting]),
  );
  // Plain and SIMD sums differ in their last bits, which may swap two passages that are all but tied.
  report.figures.forEach(({ value }, i) => {
    expect(value).toBeCloseTo(expected[i]?.value ?? NaN, 3);
  });
}

describe('createLab', () => {
  it('says what the split holds, and measures the frozen vectors on the held-out half', () => {
    const { training: half, heldOut, split, languages, before } = lab.opened;
    expect(split).toMatchObject({ choice: input.split });
    expect(half.passages + heldOut.passages).toBe(input.shard.passages.length);
    expect(half.queries + heldOut.queries).toBe(input.shard.queries.length);
    expect(languages).toEqual(['de', 'en', 'es']);
    expect(before.queries).toBe(heldOut.queries);
    expect(before.passages).toBe(input.shard.passages.length);
  });

  it('refuses a shard without judged queries, and one that cannot be split', async () => {
    const none = withQueries(input.shard, new Uint8Array(input.shard.queries.length));
    await expect(createLab({ ...input, shard: none, queries: new Float32Array(0) })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('no query with a relevant passage') as string,
    });
    const passages = input.shard.passages.map((passage) => ({ ...passage, source: 'one' }));
    await expect(createLab({ ...input, shard: { ...input.shard, passages } })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('one article') as string,
    });
  });
});

describe('training', () => {
  it('lowers the loss, and reports all that its screen draws', async () => {
    const seen: TrainProgress[] = [];
    const { history, ended, arm, perSeed, report } = await lab.train(
      choice({ ...hybrid, training: { ...training, epochs: 6 } }),
      {
        onProgress: (progress) => {
          seen.push(progress);
        },
      },
    );
    expect(ended).toBe('finished');
    const { losses, steps, points, gradientNorms } = history;
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.9);
    expect(gradientNorms.every((norm) => norm > 0)).toBe(true);
    expect(steps.at(-1)).toBe(history.total);
    expect(points[0]?.step).toBe(0);
    expect(points.at(-1)?.step).toBe(history.total);
    expect(points.every(({ queries }) => queries === points[0]?.queries)).toBe(true);
    expect(history.heat?.rows).toEqual(['de', 'en', 'es']);
    expect(history.startHeat).toEqual(seen[0]?.heat);
    expect(seen.map(({ done }) => done)).toEqual([...seen.map(({ done }) => done)].sort((a, b) => a - b));
    expect(arm.description.training).toEqual([
      expect.objectContaining({ seed: 1, steps: history.total, finished: true, split: input.split }),
    ]);
    expect(perSeed.map(({ figures }) => figures.queries)).toEqual([report.queries]);
  });

  it('gives the same arm, bit for bit, when it is done again, and another one for another seed', async () => {
    const [first, second, other] = [
      await lab.train(choice(hybrid), {}),
      await lab.train(choice(hybrid), {}),
      await lab.train(choice(hybrid, { seeds: [2] }), {}),
    ];
    expect(await hashOf(second.arm)).toBe(await hashOf(first.arm));
    expect(second.report).toEqual(first.report);
    expect(other.arm.adapter).not.toEqual(first.arm.adapter);
  });

  it('measures what ranking every query with adapted vectors and keeping the held-out ones gives', async () => {
    const { arm, report } = await lab.train(choice(hybrid), {});
    await expectSameFigures(report, arm.adapter, null);
  });

  it('gives way to events between steps', async () => {
    let turns = 0;
    let isOver = false;
    const turn = async (): Promise<void> => {
      while (!isOver) {
        await yieldToEvents();
        turns += 1;
      }
    };
    const turning = turn();
    const { history } = await lab.train(choice(hybrid), {});
    isOver = true;
    await turning;
    expect(history.total).toBeGreaterThan(5);
    expect(turns).toBeGreaterThan(5);
  });

  it('measures a fit in closed form once, whatever the seeds', async () => {
    const { perSeed, history, arm, ended } = await lab.train(
      choice({ kind: 'centre' }, { seeds: [4, 5] }),
      {},
    );
    expect(ended).toBe('finished');
    expect(perSeed.map(({ seed }) => seed)).toEqual([4]);
    expect([...history.losses]).toEqual([]);
    expect(arm.description.training[0]).toMatchObject({ steps: 1, finished: true });
    expect(arm.description.training[0]?.examples).toBeGreaterThan(0);
  });

  it('stops at a loss that is no number, keeps the last good adapter, and says so', async () => {
    const wild = { ...hybrid, training: { ...training, learningRate: 1e38, weightDecay: 0 } };
    const { ended, arm, report, history } = await lab.train(choice(wild), {});
    expect(ended).toBe('not-finite');
    expect(arm.description.training[0]).toMatchObject({ finished: false, steps: 0 });
    expect(history.losses.every(Number.isFinite)).toBe(true);
    // No step was good: the vectors are what they were.
    expect(report.figures).toEqual(lab.opened.before.figures);
    await expect(lab.snapshot('x')).rejects.toMatchObject({ code: 'not-ready' });
  });

  it('says why a recipe cannot run, and keeps no run to go on with', async () => {
    const foreign = { ...hybrid, languages: ['fr'] };
    await expect(lab.train(choice(foreign), {})).rejects.toMatchObject({ code: 'not-possible' });
    await expect(lab.train(choice(foreign, { goOn: true }), {})).rejects.toMatchObject({ code: 'not-ready' });
  });
});

describe('a run that is stopped', () => {
  it.each<[string, TrainChoice, number]>([
    ['hybrid', choice(hybrid, { seeds: [1, 2] }), 7],
    ['hybrid, in the second seed', choice(hybrid, { seeds: [1, 2] }), 25],
    ['self-train', choice(selfTrain), 3],
  ])('%s goes on to what an uninterrupted one gives', async (_, what, done) => {
    const straight = await lab.train(what, {});
    await stopAt(lab, what, done);
    await stopAt(lab, { ...what, goOn: true }, done + 3);
    const reported: number[] = [];
    const gone = await lab.train(
      { ...what, goOn: true },
      {
        onProgress: (progress) => {
          reported.push(progress.done);
        },
      },
    );
    // It did go on: starting anew would give the same arm, later.
    expect(reported[0]).toBeGreaterThan(done);
    expect(await hashOf(gone.arm)).toBe(await hashOf(straight.arm));
    expect(gone.perSeed).toEqual(straight.perSeed);
    expect(gone.history.losses).toEqual(straight.history.losses);
    expect(gone.history.rounds).toEqual(straight.history.rounds);
    // A round's gain is counted from the figures where it began.
    const measured = gone.history.points.map(({ step }) => step);
    expect(measured).toEqual(expect.arrayContaining(gone.history.rounds.map(({ step }) => step)));
    expect(gone.ended).toBe('finished');
    // The curve is the first seed's.
    expect(gone.history.steps.at(-1)).toBe(gone.arm.description.training[0]?.steps);
  });

  it('can be measured and kept as it is, and still go on', async () => {
    await stopAt(lab, choice(hybrid), 5);
    const kept: Trained = await lab.snapshot('half');
    expect(kept.ended).toBe('stopped');
    expect(kept.arm.description).toMatchObject({
      name: 'half',
      training: [{ steps: 5, finished: false }],
    });
    const whole = await lab.train(choice(hybrid, { goOn: true }), {});
    expect(whole.arm.description.training[0]).toMatchObject({ finished: true });
    expect(whole.report.figures).not.toEqual(kept.report.figures);
  });

  it('goes on with nothing else', async () => {
    await stopAt(lab, choice(hybrid), 2);
    const other = choice({ ...hybrid, alpha: 1 }, { goOn: true });
    await expect(lab.train(other, {})).rejects.toMatchObject({ code: 'not-ready' });
  });
});

describe('an arm on top of another', () => {
  const baseOf = async (parts: LabArmParts) => {
    const { file } = await packLabArm(parts.description, parts.adapter);
    const base = await openLabArm(file);
    const applier = createApplier(base.adapter, createPlainAlgebra());
    const adapt = (vectors: Float32Array, side: 'query' | 'passage'): Float32Array =>
      applier.apply(
        vectors,
        side,
        input.shard[side === 'query' ? 'queries' : 'passages'].map(({ lang }) => lang),
      );
    return { base, passages: adapt(input.passages, 'passage'), queries: adapt(input.queries, 'query') };
  };

  it('starts from its figures, and holds the steps and records of both', async () => {
    const first = await lab.train(choice({ kind: 'centre' }), {});
    const upon = await createLab({ ...input, ...(await baseOf(first.arm)) });
    upon.opened.before.figures.forEach(({ value }, i) => {
      expect(value).toBeCloseTo(first.report.figures[i]?.value ?? NaN, 2);
    });
    const second = await upon.train(choice(hybrid), {});
    expect(second.arm.description.training.map(({ recipe }) => recipe.kind)).toEqual(['centre', 'hybrid']);
    expect(second.arm.adapter.steps.length).toBeGreaterThan(first.arm.adapter.steps.length);
    upon.dispose();
  });

  it('is refused where the other was trained on what the split holds out', async () => {
    const first = await lab.train(choice({ kind: 'centre' }), {});
    const upon = await baseOf(first.arm);
    await expect(createLab({ ...input, ...upon, split: { seed: 2, heldOut: 0.5 } })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('seed 1') as string,
    });
    const arm: LabArm = {
      ...upon.base.arm,
      training: [],
      scoring: { kind: 'views', dense: 1, lexical: 1, late: 0, depth: 10 },
    };
    await expect(createLab({ ...input, ...upon, base: { ...upon.base, arm } })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('more than its vectors') as string,
    });
  });
});

describe('xQG on top', () => {
  const fusion = {
    ...{ mode: 'sum' as const, alpha: 0.05, perLanguage: 5, normalise: false },
    languages: ['en', 'de', 'es'],
  };

  it('measures with generated queries that went through the adapter', async () => {
    const fused = await lab.before(fusion);
    expect(fused.figures).not.toEqual(lab.opened.before.figures);
    expect(fused.fused?.max).toBeGreaterThan(0);
    const { report, withXqg, perSeed } = await lab.train(choice(hybrid, { fusion }), {});
    expect(withXqg?.fused).toEqual(fused.fused);
    expect(withXqg?.figures).not.toEqual(report.figures);
    expect(withXqg?.figures).not.toEqual(fused.figures);
    expect(perSeed[0]?.withXqg?.queries).toBe(report.queries);
    const much = { ...fusion, alpha: 0.5 };
    const centred = await lab.train(choice({ kind: 'centre' }, { fusion: much }), {});
    if (centred.withXqg === null) throw new Error('nothing was fused');
    await expectSameFigures(centred.withXqg, centred.arm.adapter, much);
    // α = 0 is no fusion at all, whatever the adapter does.
    const none = await lab.train(choice(hybrid, { fusion: { ...fusion, alpha: 0 } }), {});
    expect(none.withXqg?.figures).toEqual(none.report.figures);
  });

  it('is refused without generated queries', async () => {
    const bare = await createLab({ ...input, generated: null });
    await expect(bare.train(choice(hybrid, { fusion }), {})).rejects.toMatchObject({ code: 'not-possible' });
    bare.dispose();
  });
});

describe('a sweep', () => {
  it('over α gives for each value what training with it gives', async () => {
    const seen: SweepProgress[] = [];
    const { points, before } = await lab.sweep(
      { recipe: hybrid, over: { kind: 'alpha', values: [0, 0.5] }, seeds: [1, 3] },
      {
        onProgress: (progress) => {
          seen.push(progress);
        },
      },
    );
    expect([...new Set(seen.map(({ runsDone, runs }) => `${runsDone}/${runs}`))]).toEqual([
      '0/4',
      '1/4',
      '2/4',
      '3/4',
      '4/4',
    ]);
    // Only at its end is all done: a value that is complete is not the whole.
    expect(seen.filter(({ done, total }) => done >= total).every(({ runsDone }) => runsDone >= 3)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ done: seen.at(-1)?.total, secondsLeft: 0 });
    expect(points.map(({ value }) => value)).toEqual([0, 0.5]);
    expect(before.mono).toBe(
      lab.opened.before.figures.find(
        ({ setting, queryLanguage, measure }) =>
          setting === 'mono' && queryLanguage === 'mean' && measure === 'mAP',
      )?.value,
    );
    const alone = await lab.train(choice(hybrid, { seeds: [1, 3] }), {});
    expect(points[1]?.perSeed.map(({ seed, figures }) => ({ seed, figures, withXqg: null }))).toEqual(
      alone.perSeed,
    );
    expect(points[0]?.perSeed[0]?.unseen).toBeNull();
    expect(points[0]?.perSeed[0]?.seen).toMatchObject({
      languages: ['de', 'en', 'es'],
      multi: expect.closeTo(points[0]?.perSeed[0]?.figures.multi ?? NaN, 12) as number,
    });
  });

  it('over training languages adds them in order, and tells seen ones from unseen ones', async () => {
    const { points } = await lab.sweep(
      { recipe: hybrid, over: { kind: 'languages', order: ['es', 'en', 'de'], counts: [1, 3] }, seeds: [1] },
      {},
    );
    expect(points.map(({ languages }) => languages)).toEqual([['es'], ['es', 'en', 'de']]);
    const [one, all] = points.map(({ perSeed }) => perSeed[0]);
    expect(one?.seen?.languages).toEqual(['es']);
    expect(one?.unseen?.languages).toEqual(['de', 'en']);
    expect(all?.unseen).toBeNull();
  });

  it('stops when it is told to, and where a loss is no number', async () => {
    const over = { kind: 'alpha', values: [0.5] } as const;
    const controller = new AbortController();
    controller.abort();
    await expect(
      lab.sweep({ recipe: hybrid, over, seeds: [1] }, { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
    const wild = { ...hybrid, training: { ...training, learningRate: 1e38, weightDecay: 0 } };
    await expect(lab.sweep({ recipe: wild, over, seeds: [1] }, {})).rejects.toThrow(/no number/);
  });
});
