import { parseArgs } from 'node:util';
import { normaliseLanguage } from '../domain/text/languages.ts';
import type { LanguageCode } from '../domain/corpus/types.ts';
import { UsageError } from './usage.ts';

/** The flags of all commands. Each command says which of them it takes. */
const FLAGS = {
  model: { type: 'string', multiple: true },
  'query-model': { type: 'string' },
  dtype: { type: 'string' },
  pooling: { type: 'string' },
  normalise: { type: 'boolean' },
  'no-normalise': { type: 'boolean' },
  'query-prefix': { type: 'string' },
  'passage-prefix': { type: 'string' },
  'max-tokens': { type: 'string' },
  dimensions: { type: 'string' },
  corpus: { type: 'string', multiple: true },
  queries: { type: 'string', multiple: true },
  languages: { type: 'string' },
  'query-languages': { type: 'string' },
  format: { type: 'string', multiple: true },
  language: { type: 'string', multiple: true },
  columns: { type: 'string' },
  'passage-characters': { type: 'string' },
  first: { type: 'string' },
  range: { type: 'string' },
  sample: { type: 'string' },
  'sample-seed': { type: 'string' },
  'sample-per-language': { type: 'boolean' },
  'no-keep-relevant': { type: 'boolean' },
  'passage-languages': { type: 'string' },
  as: { type: 'string' },
  in: { type: 'string' },
  out: { type: 'string' },
  k: { type: 'string' },
  setting: { type: 'string' },
  measures: { type: 'string' },
  xqg: { type: 'string', multiple: true },
  alpha: { type: 'string' },
  'xqg-mode': { type: 'string' },
  'xqg-per-language': { type: 'string' },
  'xqg-normalise': { type: 'boolean' },
  run: { type: 'string', multiple: true },
  qrels: { type: 'string', multiple: true },
  convention: { type: 'string' },
  level: { type: 'string' },
  depth: { type: 'string' },
  'no-complete': { type: 'boolean' },
  significance: { type: 'boolean' },
  correction: { type: 'string' },
  resamples: { type: 'string' },
  seed: { type: 'string' },
  'export-run': { type: 'string' },
  'export-qrels': { type: 'string' },
  tag: { type: 'string' },
  retrieved: { type: 'string' },
  predictions: { type: 'string' },
  punkt: { type: 'string' },
  generator: { type: 'string' },
  'cross-encoder': { type: 'string' },
  'per-language': { type: 'string' },
  'top-k': { type: 'string' },
  temperature: { type: 'string' },
  limit: { type: 'string' },
  'own-language': { type: 'boolean' },
  recipe: { type: 'string' },
  seeds: { type: 'string' },
  'split-seed': { type: 'string' },
  'held-out': { type: 'string' },
  name: { type: 'string' },
  'training-languages': { type: 'string' },
  counts: { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  'learning-rate': { type: 'string' },
  'weight-decay': { type: 'string' },
  shape: { type: 'string' },
  on: { type: 'string' },
  'align-epochs': { type: 'string' },
  teacher: { type: 'string' },
  softening: { type: 'string' },
  scale: { type: 'string' },
  'squared-weight': { type: 'string' },
  epsilon: { type: 'string' },
  iterations: { type: 'string' },
  pairs: { type: 'string' },
  label: { type: 'string' },
  rounds: { type: 'string' },
  threshold: { type: 'string' },
  components: { type: 'string' },
  pivot: { type: 'string' },
  shrinkage: { type: 'string' },
  'xqg-alpha': { type: 'string' },
  kind: { type: 'string' },
  mode: { type: 'string' },
  'keep-meta-text': { type: 'boolean' },
  'tag-language': { type: 'string' },
  dense: { type: 'string' },
  lexical: { type: 'string' },
  late: { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type Flag = keyof typeof FLAGS;

export interface Arguments {
  readonly positionals: readonly string[];
  one(flag: Flag): string | undefined;
  many(flag: Flag): readonly string[];
  has(flag: Flag): boolean;
  required(flag: Flag): string;
  list(flag: Flag): readonly string[];
  languages(flag: Flag): readonly LanguageCode[];
  number(
    flag: Flag,
    range: { readonly min: number; readonly max: number; readonly integer?: boolean },
  ): number | undefined;
}

/**
 * @param taken flags of the command; `--help` is everyone's
 * @throws UsageError naming the flag at fault
 */
export function readArguments(argv: readonly string[], command: string, taken: readonly Flag[]): Arguments {
  const { values, positionals } = parse(argv);
  const foreign = Object.keys(values).find((flag) => flag !== 'help' && !taken.includes(flag as Flag));
  if (foreign !== undefined) {
    throw new UsageError(`${command} does not take --${foreign}. See crosslens --help.`);
  }
  const all = (flag: Flag): readonly string[] => {
    const value = values[flag];
    if (Array.isArray(value)) return value;
    return typeof value === 'string' ? [value] : [];
  };
  const one = (flag: Flag): string | undefined => {
    const given = all(flag);
    if (given.length > 1)
      throw new UsageError(`--${flag} is given ${String(given.length)} times; this command takes one.`);
    return given[0];
  };
  const list = (flag: Flag): readonly string[] =>
    (one(flag) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return {
    positionals,
    one,
    many: all,
    has: (flag) => values[flag] === true,
    required: (flag) => one(flag) ?? fail(`--${flag} is missing.`),
    list,
    languages: (flag) =>
      list(flag).map(
        (code) =>
          normaliseLanguage(code) ?? fail(`--${flag}: "${code}" is no language code that is known here.`),
      ),
    number(flag, { min, max, integer = false }) {
      const text = one(flag);
      if (text === undefined) return undefined;
      const value = Number(text);
      if (
        text.trim() === '' ||
        !Number.isFinite(value) ||
        value < min ||
        value > max ||
        (integer && !Number.isInteger(value))
      ) {
        throw new UsageError(
          `--${flag} must be ${integer ? 'a whole number' : 'a number'} from ${String(min)} to ${String(max)}, not "${text}".`,
        );
      }
      return value;
    },
  };
}

function parse(
  argv: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof FLAGS; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function fail(message: string): never {
  throw new UsageError(message);
}
