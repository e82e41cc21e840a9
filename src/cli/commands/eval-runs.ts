import { basename } from 'node:path';
import type { AskedMeasure } from '../measure-flags.ts';
import { measuresOf } from '../measure-flags.ts';
import { compareArms } from '../../domain/significance/compare-arms.ts';
import type { Evaluation } from '../../domain/trec/evaluate-run.ts';
import { evaluateRun } from '../../domain/trec/evaluate-run.ts';
import { parseQrels } from '../../domain/trec/parse-qrels.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import type { Qrels, Reading } from '../../domain/trec/types.ts';
import type { Arguments } from '../arguments.ts';
import { compareOptionsOf } from '../compare-flags.ts';
import { comparisonLines } from '../print-comparison.ts';
import type { ProgressLine } from '../progress.ts';
import { createProgress } from '../progress.ts';
import { readText } from '../text-file.ts';
import { UsageError } from '../usage.ts';

const USUAL = 'map,ndcg_cut_10,recall_100,recip_rank';

/** Runs of other systems against qrels, without a corpus: what trec_eval does. */
export async function evaluateRuns(args: Arguments): Promise<void> {
  const progress = createProgress();
  const asked = measuresOf(args, USUAL);
  const unfit = asked.find(({ measure: { family } }) => family === 'RD' || family === 'Rhalf');
  if (unfit !== undefined) {
    throw new UsageError(
      `${unfit.name} needs the whole pool and its languages: give --corpus instead of --qrels alone.`,
    );
  }
  const convention = conventionOf(args);
  const options = {
    convention,
    complete: !args.has('no-complete'),
    level: args.number('level', { min: 1, max: 1000, integer: true }) ?? 1,
    depth: args.number('depth', { min: 1, max: 10_000_000, integer: true }) ?? Infinity,
  } as const;
  const qrels = await readQrels(args.required('qrels'), progress);
  const measures = asked.map(({ measure }) => measure);
  const runs: { readonly file: string; readonly evaluation: Evaluation }[] = [];
  for (const file of args.many('run')) {
    const read = parseRun(await readText(file));
    sayErrors(file, read, progress);
    if (read.run.queries.size === 0) throw new UsageError(`${file} holds no line of a run.`);
    const evaluation = evaluateRun(read.run, qrels, measures, options);
    if (evaluation.noResults.length > 0) {
      const what = options.complete ? 'counted as 0' : 'left out';
      progress.say(
        `${file}: ${String(evaluation.noResults.length)} judged queries without results, ${what}.`,
      );
    }
    if (evaluation.notJudged.length > 0) {
      progress.say(`${file}: ${String(evaluation.notJudged.length)} queries that no one judged, left out.`);
    }
    runs.push({ file: basename(file), evaluation });
  }
  const comparisons = args.has('significance') ? compare(runs, asked, args) : null;
  process.stdout.write(
    args.has('json') ? toJson(runs, asked, comparisons) : toTable(runs, asked, comparisons),
  );
}

function conventionOf(args: Arguments): 'trec_eval-10' | 'trec_eval-9' {
  const name = args.one('convention') ?? '10';
  if (name !== '10' && name !== '9') throw new UsageError(`--convention is 10 or 9, not "${name}".`);
  return `trec_eval-${name}`;
}

async function readQrels(path: string, progress: ProgressLine): Promise<Qrels> {
  const read = parseQrels(await readText(path));
  sayErrors(path, read, progress);
  if (read.qrels.size === 0) throw new UsageError(`${path} holds no judgement.`);
  return read.qrels;
}

function sayErrors(file: string, { errors, errorCount }: Reading, progress: ProgressLine): void {
  for (const { line, reason } of errors) progress.say(`left out: ${file}, line ${String(line)}: ${reason}`);
  if (errorCount > errors.length) {
    progress.say(`left out: ${file}: ${String(errorCount - errors.length)} more lines.`);
  }
}

type Runs = readonly { readonly file: string; readonly evaluation: Evaluation }[];
type Comparisons = Readonly<Record<string, ReturnType<typeof compareArms>>>;

function compare(runs: Runs, asked: readonly AskedMeasure[], args: Arguments): Comparisons {
  if (runs.length < 2) throw new UsageError('--significance needs two runs or more.');
  const options = compareOptionsOf(args);
  return Object.fromEntries(
    asked.map(({ measure, name }) => [
      name,
      compareArms(
        runs.map(({ file, evaluation }, i) => ({
          id: runs.some((other, o) => o < i && other.file === file) ? `${file}#${String(i + 1)}` : file,
          state: 'complete',
          values: evaluation.results.get(measure.canonical)?.perQuery ?? new Map(),
        })),
        options,
      ),
    ]),
  );
}

function toJson(runs: Runs, asked: readonly AskedMeasure[], comparisons: Comparisons | null): string {
  const evaluated = runs.map(({ file, evaluation }) => ({
    run: file,
    measures: Object.fromEntries(
      asked.map(({ measure, name }) => {
        const result = evaluation.results.get(measure.canonical);
        const perQuery = Object.fromEntries(result?.perQuery ?? []);
        return [name, { all: result?.all ?? null, n: result?.n ?? 0, perQuery }];
      }),
    ),
  }));
  const [only] = evaluated;
  const value =
    evaluated.length === 1 && comparisons === null
      ? only?.measures
      : { runs: evaluated, ...(comparisons === null ? {} : { significance: comparisons }) };
  return `${JSON.stringify(value)}\n`;
}

function toTable(runs: Runs, asked: readonly AskedMeasure[], comparisons: Comparisons | null): string {
  const lines = runs.flatMap(({ file, evaluation }) =>
    asked.map(({ measure, name }) => {
      const result = evaluation.results.get(measure.canonical);
      const value = result?.all ?? null;
      const shown =
        value === null ? 'undefined' : measure.unit === 'count' ? String(value) : value.toFixed(4);
      return `${file}\t${name}\tall\t${shown}\tn=${String(result?.n ?? 0)}\n`;
    }),
  );
  const tests = Object.entries(comparisons ?? {}).map(([name, of]) => comparisonLines(name, of));
  return [...lines, ...tests].join('');
}
