import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { Figure, Setting } from '../../domain/metrics/figures.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import { parseMeasure } from '../../domain/metrics/measure.ts';
import { BM25_ID } from '../../protocol/lexical.ts';
import type { Arguments } from '../arguments.ts';
import { openIndexedArm } from '../open-arm.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage.ts';

const DEFAULT_MEASURES = ['mAP', 'R@10', 'nDCG@10', 'MRR'];
/** Depth of the language shares, which this command does not print. */
const DEPTH = 10;

export async function evaluate(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`eval takes flags only, not "${args.positionals.join(' ')}".`);
  const models = [...new Set(args.many('model'))];
  if (models.length === 0) throw new UsageError('--model is missing.');
  const settings = settingsOf(args.one('setting') ?? 'all');
  const measures = measuresOf(args.list('measures'));
  if (measures.every((measure) => measure === 'RD') && !settings.includes('multi')) {
    throw new UsageError('RD is a matter of the multilingual pool: give --setting multi or all.');
  }
  const progress = createProgress();
  const opened = await openShard(args, progress);
  if (opened.shard.queries.length === 0)
    throw new UsageError('The corpus has no queries with relevant passages in these languages.');
  const fusion = fusionOf(args, opened.shard);
  const { goldCopies } = opened.shard;
  if (fusion !== null && goldCopies.length > 0) {
    progress.say(`left out: ${goldCopies.length} generated queries that are gold questions of the corpus.`);
  }
  if (fusion !== null && models.includes(BM25_ID)) {
    progress.say('bm25 has no vectors to fuse queries into: its figures are without xQG.');
  }

  // Without fusion nobody asks for the vectors of the generated queries.
  const needed = fusion === null ? { ...opened, shard: { ...opened.shard, generated: [] } } : opened;
  const rows: (Figure & { encoder: string })[] = [];
  for (const encoder of models) {
    const arm = await openIndexedArm(encoder, needed, args, progress);
    const { figures } = await arm.evaluate(
      { measures, k: DEPTH, fusion },
      {
        onProgress: (pace) => {
          progress.show(`${encoder}, ranking`, pace);
        },
      },
    );
    rows.push(
      ...figures
        .filter((figure) => settings.includes(figure.setting))
        .map((figure) => ({ encoder, ...figure })),
    );
    await arm.dispose();
  }
  process.stdout.write(args.has('json') ? toJson(rows) : toTable(rows));
}

function settingsOf(name: string): readonly Setting[] {
  if (name === 'all') return SETTINGS;
  const setting = SETTINGS.find((candidate) => candidate === name);
  if (setting === undefined) throw new UsageError(`--setting is mono, cross, multi or all, not "${name}".`);
  return [setting];
}

function measuresOf(names: readonly string[]): readonly string[] {
  const canonical = (names.length === 0 ? DEFAULT_MEASURES : names).map((name) => {
    const measure = parseMeasure(name);
    if (measure === null)
      throw new UsageError(
        `--measures: "${name}" is unknown. Known: mAP, MRR, R@k, nDCG@k, P@k, Success@k, RD.`,
      );
    return measure.canonical;
  });
  return [...new Set(canonical)];
}

function fusionOf(args: Arguments, shard: Shard): FusionChoice | null {
  const alpha = args.number('alpha', { min: 0, max: 1 });
  if (alpha === undefined && args.many('xqg').length === 0) return null;
  if (shard.generated.length === 0)
    throw new UsageError('There are no generated queries for these passages: give --xqg FILE.');
  const mode = args.one('xqg-mode') ?? 'sum';
  if (mode !== 'sum' && mode !== 'mean') throw new UsageError(`--xqg-mode is sum or mean, not "${mode}".`);
  return {
    mode,
    alpha: alpha ?? 0.01,
    perLanguage: args.number('xqg-per-language', { min: 0, max: 1000, integer: true }) ?? 1000,
    languages: [...new Set(shard.generated.flatMap((row) => Object.keys(row.queries)))].sort(),
  };
}

function toJson(rows: readonly (Figure & { encoder: string })[]): string {
  const tidy = rows.map(({ encoder, setting, queryLanguage, passageLanguage, measure, value, n }) =>
    JSON.stringify({ encoder, setting, queryLanguage, passageLanguage, measure, value, n }),
  );
  return `[${tidy.map((row) => `\n${row}`).join(',')}\n]\n`;
}

/** Pairs of languages are for `--json`; the table for eyes shows languages and means. */
function toTable(rows: readonly (Figure & { encoder: string })[]): string {
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
  return `${lines.join('\n')}\n`;
}
