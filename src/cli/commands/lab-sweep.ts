import type { LabFigures, SeenFigures } from '../../domain/lab/lab-figures.ts';
import { withUsualEpochs } from '../../domain/lab/default-recipes.ts';
import type { HybridRecipe } from '../../domain/lab/recipe.ts';
import { seedInterval } from '../../domain/lab/seed-interval.ts';
import type { SweepInput, SweepOutput, SweepPoint } from '../../protocol/lab.ts';
import type { Arguments } from '../arguments.ts';
import { FIGURES } from '../lab-figures-text.ts';
import { numbersOf } from '../number-list.ts';
import { openLab } from '../open-lab.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { recipeOf } from '../recipe-flags.ts';
import { seedsOf } from '../seed-flags.ts';
import { UsageError } from '../usage.ts';

/** Trains hybrid batches at several shares of monolingual batches, or with more and more training languages. */
export async function sweep(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`lab sweep takes flags only, not "${args.positionals.join(' ')}".`);
  const asked = inputOf(args);
  const model = args.required('model');
  const progress = createProgress();
  const { shard, hash } = await openShard(args, progress);
  const { lab, encoder } = await openLab(args, { shard: { ...shard, generated: [] }, hash }, progress);
  try {
    const input =
      args.one('epochs') === undefined
        ? { ...asked, recipe: withUsualEpochs(asked.recipe, lab.opened.training.queries) }
        : asked;
    const output = await lab.sweep(input, {
      onProgress: (now) => {
        progress.show(`sweep, ${String(now.points.length)} points`, now);
      },
    });
    const { split, training, heldOut } = lab.opened;
    const head = {
      model,
      recipe: input.recipe,
      over: input.over,
      seeds: input.seeds,
      corpus: shard.name,
      shardHash: hash,
      split: { ...split, training, heldOut },
      seconds: Number(output.seconds.toFixed(2)),
    };
    process.stdout.write(args.has('json') ? toJson(head, input, output) : toText(input, output));
  } finally {
    lab.dispose();
    await encoder.dispose();
  }
}

function inputOf(args: Arguments): SweepInput {
  const byLanguages = args.one('counts') !== undefined;
  const recipe = recipeOf(args, {
    kind: 'hybrid',
    but: byLanguages ? ['training-languages'] : ['alpha'],
  }) as HybridRecipe;
  const seeds = seedsOf(args);
  if (!byLanguages) {
    const values = args.one('alpha') === undefined ? USUAL : numbersOf(args, 'alpha');
    if (values.some((value) => value < 0 || value > 1))
      throw new UsageError('--alpha is a share of batches, from 0 to 1.');
    return { recipe, over: { kind: 'alpha', values }, seeds };
  }
  const order = [...new Set(args.languages('training-languages'))];
  if (order.length === 0)
    throw new UsageError('--training-languages is missing: the order in which languages are added.');
  const counts = numbersOf(args, 'counts');
  if (counts.some((count) => !Number.isInteger(count) || count < 1 || count > order.length))
    throw new UsageError(`--counts are whole numbers from 1 to the ${String(order.length)} languages given.`);
  return { recipe, over: { kind: 'languages', order, counts }, seeds };
}

const USUAL = [0, 0.25, 0.5, 0.75, 1];

type Axis = 'alpha' | 'languages';

function toText({ over }: SweepInput, { points, before }: SweepOutput): string {
  const axis: Axis = over.kind;
  const header = `${axis}\tqueries\tmono mAP\tcross mAP\tmulti mAP\trank distance\n`;
  const lines = points.flatMap((point) => [
    line(String(point.value), 'all', ({ figures }) => figures, point),
    ...(axis === 'languages'
      ? [
          line(String(point.value), 'seen', ({ seen }) => asFigures(seen), point),
          line(String(point.value), 'unseen', ({ unseen }) => asFigures(unseen), point),
        ]
      : []),
  ]);
  const start = FIGURES.map(({ key, digits }) => before[key]?.toFixed(digits) ?? 'undefined');
  return [header, `before\tall\t${start.join('\t')}\n`, ...lines].join('');
}

type PerSeed = SweepPoint['perSeed'][number];
type Known = Pick<LabFigures, 'mono' | 'multi'> & Partial<LabFigures>;

function asFigures(seen: SeenFigures | null): Known {
  return { mono: seen?.mono ?? null, multi: seen?.multi ?? null };
}

function line(value: string, queries: string, of: (seed: PerSeed) => Known, { perSeed }: SweepPoint): string {
  const cells = FIGURES.map(({ key, digits }) => {
    const interval = seedInterval(perSeed.map((seed) => of(seed)[key] ?? null));
    if (interval === null) return '–';
    const margin = interval.margin === null ? '' : ` ± ${interval.margin.toFixed(digits)}`;
    return `${interval.mean.toFixed(digits)}${margin}`;
  });
  return `${[value, queries, ...cells].join('\t')}\n`;
}

function toJson(head: Readonly<Record<string, unknown>>, input: SweepInput, output: SweepOutput): string {
  const axis: Axis = input.over.kind;
  const rowsOf = (at: object, queries: string, figures: Known, n: number | null): object[] =>
    FIGURES.filter(({ key }) => figures[key] !== undefined).map(({ key, setting, measure }) => ({
      ...at,
      ...{ queries, setting, measure, value: figures[key], n },
    }));
  const rows = [
    ...rowsOf({ [axis]: null, seed: null }, 'all', output.before, output.before.queries),
    ...output.points.flatMap(({ value, perSeed }) =>
      perSeed.flatMap(({ seed, figures, seen, unseen }) => [
        ...rowsOf({ [axis]: value, seed }, 'all', figures, figures.queries),
        ...(axis === 'languages' && seen !== null
          ? rowsOf({ [axis]: value, seed }, 'seen', asFigures(seen), null)
          : []),
        ...(axis === 'languages' && unseen !== null
          ? rowsOf({ [axis]: value, seed }, 'unseen', asFigures(unseen), null)
          : []),
      ]),
    ),
  ];
  const text = JSON.stringify(head).slice(0, -1);
  return `${text},"figures":[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]}\n`;
}
