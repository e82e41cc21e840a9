import type { ColumnPlan, FilePlan, Intake, IntakeChoice } from '../domain/corpus/read-plan.ts';
import { COLUMN_ROLES, EVERYTHING } from '../domain/corpus/read-plan.ts';
import type { CorpusFormat } from '../domain/corpus/types.ts';
import { CORPUS_FORMATS } from '../domain/corpus/types.ts';
import { normaliseLanguage } from '../domain/text/languages.ts';
import { DEFAULT_PASSAGE_LENGTH } from '../domain/corpus/formats/split-paragraph.ts';
import type { SourceFile } from '../engine/corpus/source-file.ts';
import type { Arguments, Flag } from './arguments.ts';
import { UsageError } from './usage.ts';

/** How files are read, and how many of their passages. */
export const CORPUS_FLAGS: readonly Flag[] = [
  'format',
  'language',
  'columns',
  'passage-characters',
  'first',
  'range',
  'sample',
  'sample-seed',
  'sample-per-language',
  'no-keep-relevant',
];

const MOST_ROWS = 2 ** 31;
const LARGEST_SEED = 2 ** 32 - 1;

/** @throws UsageError when two of the flags contradict each other */
export function intakeOf(args: Arguments): Intake {
  const count = (flag: Flag): number | undefined =>
    args.number(flag, { min: 1, max: MOST_ROWS, integer: true });
  const first = count('first');
  const sample = count('sample');
  const range = args.one('range');
  const choices: IntakeChoice[] = [];
  if (first !== undefined) choices.push({ mode: 'first', n: first });
  if (range !== undefined) choices.push(rangeOf(range));
  if (sample !== undefined) {
    const seed = args.number('sample-seed', { min: 0, max: LARGEST_SEED, integer: true }) ?? 1;
    choices.push({ mode: 'sample', n: sample, seed, perLanguage: args.has('sample-per-language') });
  }
  if (choices.length > 1) throw new UsageError('--first, --range and --sample exclude each other.');
  const [passages = EVERYTHING.passages] = choices;
  if (
    passages.mode !== 'sample' &&
    (args.one('sample-seed') !== undefined || args.has('sample-per-language'))
  )
    throw new UsageError('--sample-seed and --sample-per-language go with --sample N.');
  if (passages.mode === 'all' && args.has('no-keep-relevant'))
    throw new UsageError('--no-keep-relevant goes with --first, --range or --sample: without, all are kept.');
  return { passages, keepRelevant: !args.has('no-keep-relevant') };
}

function rangeOf(text: string): IntakeChoice {
  const [, from, to] = /^(\d+):(\d+)$/.exec(text) ?? [];
  const range = { mode: 'range', from: Number(from), to: Number(to) } as const;
  if (from === undefined || range.from < 1 || range.to < range.from)
    throw new UsageError(`--range is A:B, from 1, both ends included, such as 1:50000, not "${text}".`);
  return range;
}

/** What the flags say of the files by their names; `null` for a name stands for every file. */
interface ByFile<Value> {
  readonly file: string | null;
  readonly value: Value;
}

/** Formats that are the same whatever language they are said to be in: each row names its own. */
const OWN_LANGUAGES: ReadonlySet<CorpusFormat> = new Set([
  'generated-queries',
  'qrels',
  'run',
  'belebele',
  'mkqa',
  'tmx',
]);

/**
 * Changes to plans that the flags ask for. What is said of no file in particular concerns those that passages are taken
 * from, not files of queries or judgements beside them. @throws UsageError
 */
export function planChanges(
  args: Arguments,
): (file: Pick<SourceFile, 'name' | 'take'>, plan: FilePlan) => FilePlan {
  const formats = valuesOf(args, 'format', (text) => {
    const format = CORPUS_FORMATS.find((known) => known === text);
    if (format === undefined)
      throw new UsageError(`--format "${text}" is none of ${CORPUS_FORMATS.join(', ')}.`);
    return format;
  });
  const languages = valuesOf(args, 'language', (text): FilePlan['language'] => {
    if (text === 'detect') return { mode: 'detect' };
    const lang = normaliseLanguage(text);
    if (lang === null) throw new UsageError(`--language "${text}" is no language code, nor "detect".`);
    return { mode: 'declared', lang };
  });
  const columns = args.one('columns') === undefined ? null : columnsOf(args.list('columns'));
  const characters = args.number('passage-characters', { min: 50, max: 100_000, integer: true });
  return (file, found) => {
    const format = valueFor(formats, file) ?? found.format;
    const language = valueFor(languages, file);
    // Rows of our own name their language; where they do not, `found` says so.
    const named = OWN_LANGUAGES.has(format) || (format === 'jsonl' && found.language.mode === 'given');
    return {
      format,
      language: language === undefined || named ? found.language : language,
      columns: format === 'table' ? (columns ?? found.columns) : null,
      splitting:
        format === 'text' || format === 'markdown'
          ? { characters: characters ?? found.splitting?.characters ?? DEFAULT_PASSAGE_LENGTH }
          : null,
    };
  };
}

/** `VALUE` for every file, or `FILE=VALUE` for one. */
function valuesOf<Value>(
  args: Arguments,
  flag: Flag,
  read: (text: string) => Value,
): readonly ByFile<Value>[] {
  return args.many(flag).map((text) => {
    const at = text.lastIndexOf('=');
    return { file: at === -1 ? null : text.slice(0, at), value: read(text.slice(at + 1)) };
  });
}

/** A file is named by its path or the end of it. */
function valueFor<Value>(
  values: readonly ByFile<Value>[],
  { name, take }: Pick<SourceFile, 'name' | 'take'>,
): Value | undefined {
  const own = values.find(({ file }) => file !== null && (name === file || name.endsWith(`/${file}`)));
  const all = take?.passages === false ? undefined : values.find(({ file }) => file === null);
  return (own ?? all)?.value;
}

function columnsOf(pairs: readonly string[]): ColumnPlan {
  const columns: Record<string, string | null> = Object.fromEntries(COLUMN_ROLES.map((role) => [role, null]));
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const role = pair.slice(0, Math.max(at, 0));
    const column = pair.slice(at + 1);
    if (!(COLUMN_ROLES as readonly string[]).includes(role) || column === '')
      throw new UsageError(
        `--columns is ROLE=NAME,…, with roles of ${COLUMN_ROLES.join(', ')}, not "${pair}".`,
      );
    columns[role] = column;
  }
  return columns as ColumnPlan;
}
