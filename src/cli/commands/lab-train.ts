import { writeFile } from 'node:fs/promises';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { LabFigures } from '../../domain/lab/lab-figures.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import { withUsualEpochs } from '../../domain/lab/default-recipes.ts';
import type { Recipe } from '../../domain/lab/recipe.ts';
import { packLabArm } from '../../engine/lab/arm-file.ts';
import type { Trained } from '../../engine/lab/train.ts';
import type { Arguments } from '../arguments.ts';
import { fusionOf } from '../fusion-flags.ts';
import type { Change } from '../lab-figures-text.ts';
import { changeLines, changesOf, FIGURES, isHelp } from '../lab-figures-text.ts';
import type { OpenedLab } from '../open-lab.ts';
import { openLab } from '../open-lab.ts';
import { openShard } from '../open-shard.ts';
import type { ProgressLine } from '../progress.ts';
import { createProgress } from '../progress.ts';
import { recipeOf } from '../recipe-flags.ts';
import { seedsOf } from '../seed-flags.ts';
import { transportTokens } from '../transport-tokens.ts';
import { UsageError } from '../usage.ts';

/** Trains an adapter on an encoder's vectors, and says what it changes on the held-out questions. */
export async function train(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`lab train takes flags only, not "${args.positionals.join(' ')}".`);
  const asked = recipeOf(args);
  const seeds = seedsOf(args);
  const model = args.required('model');
  const progress = createProgress();
  const { shard, hash } = await openShard(args, progress);
  const fusion = fusionOf(args, shard, 'xqg-alpha');
  // Without fusion nobody asks for the vectors of the generated queries.
  const needed = fusion === null ? { ...shard, generated: [] } : shard;
  const opened = await openLab(args, { shard: needed, hash }, progress);
  const { lab } = opened;
  const recipe =
    args.one('epochs') === undefined ? withUsualEpochs(asked, lab.opened.training.queries) : asked;
  try {
    const withXqg = fusion === null ? null : labFigures(await lab.before(fusion));
    const trained = await run(opened, { recipe, seeds, fusion, name: nameOf(args, recipe) }, progress);
    sayHowItEnded(trained, progress);
    const out = args.one('out');
    if (out !== undefined) await write(out, trained, progress);
    const before = { plain: labFigures(lab.opened.before), withXqg };
    process.stdout.write(
      args.has('json')
        ? toJson({ model, recipe, corpus: shard.name, hash, fusion, opened, trained, before })
        : toText({ model, recipe, trained, before }),
    );
  } finally {
    lab.dispose();
    await opened.encoder.dispose();
  }
}

interface Before {
  readonly plain: LabFigures;
  readonly withXqg: LabFigures | null;
}

async function run(
  { lab, encoder }: OpenedLab,
  choice: {
    readonly recipe: Recipe;
    readonly seeds: readonly number[];
    readonly fusion: FusionChoice | null;
    readonly name: string;
  },
  progress: ProgressLine,
): Promise<Trained> {
  const tokens =
    choice.recipe.kind === 'transport'
      ? await transportTokens(encoder, lab.transportTexts(choice.recipe, choice.seeds[0] ?? 1))
      : null;
  return lab.train(
    { ...choice, tokens, goOn: false },
    {
      onProgress: (now) => {
        progress.show(`${choice.recipe.kind}, ${now.phase}`, now);
      },
    },
  );
}

function nameOf(args: Arguments, recipe: Recipe): string {
  return args.one('name') ?? `${args.required('model')}, ${recipe.kind}`;
}

function sayHowItEnded({ ended, arm, history }: Trained, progress: ProgressLine): void {
  for (const { round, labelled, queries, precision, drift } of history.rounds) {
    const right = precision === null ? '' : `, ${(precision * 100).toFixed(1)} % of them right`;
    progress.say(
      `round ${String(round)}: ${String(labelled)} labels for ${String(queries)} questions${right}; drift ${drift.toFixed(4)}.`,
    );
  }
  if (ended === 'not-finite') {
    const steps = arm.description.training.at(-1)?.steps ?? 0;
    progress.say(
      `The loss became no number, and the run was stopped. The last good adapter, after ${String(steps)} steps, was kept. Lower --learning-rate.`,
    );
  }
}

async function write(path: string, { arm }: Trained, progress: ProgressLine): Promise<void> {
  const { file, hash } = await packLabArm(arm.description, arm.adapter);
  try {
    await writeFile(path, new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  progress.say(`The arm was written to ${path}; its hash is ${hash}.`);
}

function changes({ trained, before }: { readonly trained: Trained; readonly before: Before }): {
  readonly plain: readonly Change[];
  readonly withXqg: readonly Change[] | null;
} {
  const fused = trained.perSeed.flatMap(({ withXqg }) => (withXqg === null ? [] : [withXqg]));
  return {
    plain: changesOf(
      before.plain,
      trained.perSeed.map(({ figures }) => figures),
    ),
    withXqg: before.withXqg === null ? null : changesOf(before.withXqg, fused),
  };
}

function toText(result: {
  readonly model: string;
  readonly recipe: Recipe;
  readonly trained: Trained;
  readonly before: Before;
}): string {
  const { plain, withXqg } = changes(result);
  const label = `${result.model} ${result.recipe.kind}`;
  const seeds = result.trained.perSeed.length;
  const interval = seeds > 1 ? ` (± 95 % over ${String(seeds)} seeds)` : '';
  const helps = isHelp(plain);
  const verdict =
    helps === false ? 'Multilingual mAP does not rise: on these questions the recipe does not help.\n' : '';
  return [
    `arm\tsetting\tmeasure\tbefore\tafter${interval}\tchange\n`,
    changeLines(plain, label),
    withXqg === null ? '' : changeLines(withXqg, `${label} +xqg`),
    verdict,
  ].join('');
}

function toJson(result: {
  readonly model: string;
  readonly recipe: Recipe;
  readonly corpus: string;
  readonly hash: string;
  readonly fusion: FusionChoice | null;
  readonly opened: OpenedLab;
  readonly trained: Trained;
  readonly before: Before;
}): string {
  const { model, recipe, corpus, hash, fusion, opened, trained, before } = result;
  const { split, training, heldOut } = opened.lab.opened;
  const record = trained.arm.description.training.at(-1);
  const { plain, withXqg } = changes(result);
  const rows = (
    stage: 'before' | 'after',
    seed: number | null,
    figures: LabFigures | null,
    xqg: boolean,
  ): readonly Row[] =>
    figures === null
      ? []
      : FIGURES.map(({ key, setting, measure }) => ({
          ...{ model, recipe: recipe.kind, stage, seed, xqg, setting, measure },
          value: figures[key],
          n: figures.queries,
        }));
  const figures = [
    ...rows('before', null, before.plain, false),
    ...rows('before', null, before.withXqg, true),
    ...trained.perSeed.flatMap(({ seed, figures: own, withXqg: fused }) => [
      ...rows('after', seed, own, false),
      ...rows('after', seed, fused, true),
    ]),
  ];
  const head = {
    model,
    recipe,
    corpus,
    shardHash: hash,
    split: { ...split, training, heldOut },
    fusion,
    examples: record?.examples ?? 0,
    steps: record?.steps ?? 0,
    rounds: trained.history.rounds,
    ended: trained.ended,
    seconds: Number(trained.seconds.toFixed(2)),
    helps: isHelp(plain),
    changes: [
      ...plain.map((change) => ({ xqg: false, ...change })),
      ...(withXqg ?? []).map((change) => ({ xqg: true, ...change })),
    ],
  };
  return `${JSON.stringify(head).slice(0, -1)},"figures":[${figures.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]}\n`;
}

interface Row {
  readonly model: string;
  readonly recipe: string;
  readonly stage: 'before' | 'after';
  readonly seed: number | null;
  readonly xqg: boolean;
  readonly setting: string;
  readonly measure: string;
  readonly value: number | null;
  readonly n: number;
}
