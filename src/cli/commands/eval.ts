import { basename } from 'node:path';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Figure, Setting } from '../../domain/metrics/figures.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import { formatQrels } from '../../domain/trec/format-qrels.ts';
import { shardJudgements } from '../../domain/trec/shard-judgements.ts';
import type { Arm } from '../../engine/arms/arm.ts';
import { createRunArm } from '../../engine/arms/run-arm.ts';
import { compareGrouped } from '../../engine/statistics-service.ts';
import { BM25_ID } from '../../protocol/lexical.ts';
import type { CompareOutput, ComparedArm } from '../../protocol/statistics.ts';
import type { TrainedOn } from '../../protocol/arm.ts';
import type { Arguments } from '../arguments.ts';
import { compareOptionsOf } from '../compare-flags.ts';
import { fusionOf } from '../fusion-flags.ts';
import { trainedOnOf } from '../lab-file.ts';
import { measuresOf } from '../measure-flags.ts';
import { openIndexedArm } from '../open-arm.ts';
import type { OpenedShard } from '../open-shard.ts';
import { openShard } from '../open-shard.ts';
import { comparisonLines } from '../print-comparison.ts';
import type { ProgressLine } from '../progress.ts';
import { createProgress } from '../progress.ts';
import { readText, writeText } from '../text-file.ts';
import { UsageError } from '../usage.ts';
import { evaluateRuns } from './eval-runs.ts';

const USUAL = 'mAP,R@10,nDCG@10,MRR';
/** Depth of the language shares, which this command does not print. */
const DEPTH = 10;
/** Passages of each query in an exported run, as trec_eval's files usually have. */
const RUN_DEPTH = 1000;

type Row = Figure & { readonly encoder: string };
interface Tested {
  readonly setting: Setting;
  readonly measure: string;
  readonly comparison: CompareOutput;
}

export async function evaluate(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`eval takes flags only, not "${args.positionals.join(' ')}".`);
  const models = [...new Set(args.many('model'))];
  if (args.many('corpus').length === 0 && models.length === 0) {
    await evaluateRuns(args);
    return;
  }
  const names = [...models, ...args.many('run')];
  if (names.length === 0) throw new UsageError('--model is missing.');
  const exportTo = args.one('export-run');
  if (exportTo !== undefined && names.length > 1) throw new UsageError('--export-run takes one --model.');
  const settings = settingsOf(args.one('setting') ?? 'all');
  const measures = measuresOf(args, USUAL).map(({ measure }) => measure.canonical);
  if (measures.every((measure) => measure === 'RD') && !settings.includes('multi')) {
    throw new UsageError('RD is a matter of the multilingual pool: give --setting multi or all.');
  }
  const progress = createProgress();
  const opened = await openShard(args, progress);
  if (opened.shard.queries.length === 0)
    throw new UsageError('The corpus has no queries with relevant passages in these languages.');
  const fusion = fusionOf(args, opened.shard);
  if (args.has('significance') && fusion === null && names.length < 2)
    throw new UsageError('--significance needs two models or runs, or --xqg to compare with and without.');
  const { goldCopies } = opened.shard;
  if (fusion !== null && goldCopies.length > 0) {
    progress.say(`left out: ${goldCopies.length} generated queries that are gold questions of the corpus.`);
  }
  if (fusion !== null && models.includes(BM25_ID)) {
    progress.say('bm25 has no vectors to fuse queries into: its figures are without xQG.');
  }
  const qrelsTo = args.one('export-qrels');
  if (qrelsTo !== undefined) await writeText(qrelsTo, new Blob([formatQrels(shardJudgements(opened.shard))]));

  // Without fusion nobody asks for the vectors of the generated queries.
  const needed = fusion === null ? { ...opened, shard: { ...opened.shard, generated: [] } } : opened;
  const trainedOn = await trainedOnOf(models);
  if (trainedOn.length > 0) {
    progress.say(
      `questions about the ${String(trainedOn.length)} texts that an arm of the Lab was trained on judge none of the arms.`,
    );
  }
  const rows: Row[] = [];
  const values = new Map<string, ComparedArm[]>();
  for (const name of names) {
    const arm = models.includes(name)
      ? await openIndexedArm(name, needed, args, progress)
      : await openRun(name, needed, progress);
    const encoder = models.includes(name) ? name : basename(name);
    const { figures, noResults } = await arm.evaluate(
      { measures, k: DEPTH, fusion, trainedOn },
      {
        onProgress: (pace) => {
          progress.show(`${encoder}, ranking`, pace);
        },
      },
    );
    if (noResults > 0) progress.say(`${encoder}: ${noResults} queries without results, counted as 0.`);
    rows.push(
      ...figures
        .filter((figure) => settings.includes(figure.setting))
        .map((figure) => ({ encoder, ...figure })),
    );
    if (args.has('significance')) {
      const isFused = fusion !== null && models.includes(name) && name !== BM25_ID;
      // With and without, side by side: the change that fusion makes is what is asked for.
      if (isFused) await collectValues(arm, encoder, { measures, settings, fusion: null, trainedOn }, values);
      const id = isFused ? `${encoder}+xqg` : encoder;
      await collectValues(arm, id, { measures, settings, fusion, trainedOn }, values);
    }
    if (exportTo !== undefined) {
      const depth = args.number('depth', { min: 1, max: 1_000_000, integer: true }) ?? RUN_DEPTH;
      const { run } = await arm.exportRun({ depth, tag: args.one('tag') ?? encoder, fusion }, {});
      await writeText(exportTo, run);
    }
    await arm.dispose();
  }
  const tested = args.has('significance') ? testAll(values, args) : null;
  process.stdout.write(args.has('json') ? toJson(rows, tested) : toTable(rows, tested));
}

async function openRun(path: string, { shard, hash }: OpenedShard, progress: ProgressLine): Promise<Arm> {
  const arm = createRunArm(basename(path), await readText(path));
  await arm.index(shard, hash, {
    onProgress: (pace) => {
      progress.show(`${basename(path)}, matching`, pace);
    },
  });
  return arm;
}

async function collectValues(
  arm: Arm,
  id: string,
  asked: {
    readonly measures: readonly string[];
    readonly settings: readonly Setting[];
    readonly fusion: FusionChoice | null;
    readonly trainedOn: TrainedOn;
  },
  into: Map<string, ComparedArm[]>,
): Promise<void> {
  for (const setting of asked.settings) {
    for (const measure of asked.measures) {
      if (measure === 'RD' && setting !== 'multi') continue;
      const values = await arm.values(
        {
          measure,
          setting,
          queryLanguage: null,
          passageLanguage: null,
          fusion: asked.fusion,
          trainedOn: asked.trainedOn,
        },
        {},
      );
      const key = JSON.stringify([setting, measure]);
      into.set(key, [...(into.get(key) ?? []), { id, values }]);
    }
  }
}

function testAll(values: ReadonlyMap<string, readonly ComparedArm[]>, args: Arguments): readonly Tested[] {
  const options = compareOptionsOf(args);
  return [...values].map(([key, arms]) => {
    const [setting, measure] = JSON.parse(key) as [Setting, string];
    return { setting, measure, comparison: compareGrouped(arms, options) };
  });
}

function settingsOf(name: string): readonly Setting[] {
  if (name === 'all') return SETTINGS;
  const setting = SETTINGS.find((candidate) => candidate === name);
  if (setting === undefined) throw new UsageError(`--setting is mono, cross, multi or all, not "${name}".`);
  return [setting];
}

function toJson(rows: readonly Row[], tested: readonly Tested[] | null): string {
  const tidy = rows.map(({ encoder, setting, queryLanguage, passageLanguage, measure, value, n }) =>
    JSON.stringify({ encoder, setting, queryLanguage, passageLanguage, measure, value, n }),
  );
  const figures = `[${tidy.map((row) => `\n${row}`).join(',')}\n]`;
  return tested === null
    ? `${figures}\n`
    : `{"figures":${figures},"significance":${JSON.stringify(tested)}}\n`;
}

/** Pairs of languages are for `--json`; the table for eyes shows languages and means. */
function toTable(rows: readonly Row[], tested: readonly Tested[] | null): string {
  const lines = rows
    .filter((row) => row.setting !== 'cross' || row.queryLanguage === 'mean')
    .map((row) =>
      [
        row.encoder,
        row.setting,
        row.queryLanguage,
        row.passageLanguage,
        row.measure,
        row.value === null ? 'undefined' : row.value.toFixed(row.measure === 'RD' ? 1 : 4),
        `n=${String(row.n)}`,
      ].join('\t'),
    );
  const tests = (tested ?? []).map(({ setting, measure, comparison }) =>
    comparisonLines(`${measure}, ${setting}`, comparison),
  );
  return [...lines.map((line) => `${line}\n`), ...tests].join('');
}
