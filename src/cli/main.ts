import { CrosslensError } from '../protocol/errors.ts';
import { readArguments } from './arguments.ts';
import { CORPUS_FLAGS } from './corpus-flags.ts';
import { MODEL_FLAGS } from './model-flags.ts';
import { RECIPE_FLAGS } from './recipe-flags.ts';
import { SEED_FLAGS } from './seed-flags.ts';
import type { Arguments, Flag } from './arguments.ts';
import { USAGE, UsageError } from './usage.ts';

interface Command {
  readonly flags: readonly Flag[];
  /** Loaded when called for: `models` need not wait for ONNX Runtime. */
  readonly load: () => Promise<(args: Arguments) => Promise<void>>;
}

const LANGUAGES: readonly Flag[] = ['languages', 'query-languages', 'passage-languages'];
const CORPUS: readonly Flag[] = ['corpus', 'queries', ...LANGUAGES, ...CORPUS_FLAGS];
const XQG_OF_LAB: readonly Flag[] = ['xqg', 'xqg-alpha', 'xqg-mode', 'xqg-per-language', 'xqg-normalise'];
const FUSION: readonly Flag[] = ['xqg', 'alpha', 'xqg-mode', 'xqg-per-language', 'xqg-normalise'];

const COMMANDS: Readonly<Record<string, Command>> = {
  models: { flags: ['json'], load: async () => (await import('./commands/models.ts')).models },
  'models look': {
    flags: ['json', 'query-model'],
    load: async () => (await import('./commands/models-look.ts')).look,
  },
  'corpus look': {
    flags: ['json', ...CORPUS_FLAGS],
    load: async () => (await import('./commands/corpus-look.ts')).look,
  },
  'corpus convert': {
    flags: ['out', ...CORPUS_FLAGS],
    load: async () => (await import('./commands/corpus-convert.ts')).convert,
  },
  embed: {
    flags: ['model', 'as', 'in', 'out', 'threads', ...MODEL_FLAGS],
    load: async () => (await import('./commands/embed.ts')).embed,
  },
  search: {
    flags: ['model', 'k', 'json', 'threads', ...CORPUS, ...MODEL_FLAGS],
    load: async () => (await import('./commands/search.ts')).search,
  },
  eval: {
    flags: [
      ...CORPUS,
      ...FUSION,
      ...MODEL_FLAGS,
      ...(['model', 'setting', 'measures', 'json', 'threads'] as const),
      ...(['run', 'qrels', 'convention', 'level', 'depth', 'no-complete'] as const),
      ...(['significance', 'correction', 'resamples', 'seed'] as const),
      ...(['export-run', 'export-qrels', 'tag'] as const),
    ],
    load: async () => (await import('./commands/eval.ts')).evaluate,
  },
  answers: {
    flags: [...CORPUS, ...(['retrieved', 'predictions', 'punkt', 'k', 'json'] as const)],
    load: async () => (await import('./commands/answers.ts')).answers,
  },
  'xqg generate': {
    flags: [
      ...(['corpus', 'passage-languages', 'languages', 'out', 'threads'] as const),
      ...(['generator', 'per-language', 'top-k', 'temperature', 'seed', 'limit', 'own-language'] as const),
    ],
    load: async () => (await import('./commands/xqg-generate.ts')).generate,
  },
  'xqg check': {
    flags: ['corpus', 'passage-languages', 'xqg', 'k', 'json'],
    load: async () => (await import('./commands/xqg-check.ts')).check,
  },
  'xqg fuse': {
    flags: ['model', 'corpus', 'passage-languages', 'out', 'threads', ...FUSION, ...MODEL_FLAGS],
    load: async () => (await import('./commands/xqg-fuse.ts')).fuse,
  },
  'lab train': {
    flags: [
      'model',
      'name',
      'out',
      'json',
      'threads',
      ...CORPUS,
      ...SEED_FLAGS,
      ...RECIPE_FLAGS,
      ...XQG_OF_LAB,
      ...MODEL_FLAGS,
    ],
    load: async () => (await import('./commands/lab-train.ts')).train,
  },
  'lab sweep': {
    flags: [
      ...(['model', 'json', 'threads', 'alpha', 'counts', 'training-languages'] as const),
      ...(['epochs', 'batch-size', 'learning-rate', 'weight-decay', 'temperature', 'shape'] as const),
      ...CORPUS,
      ...SEED_FLAGS,
      ...MODEL_FLAGS,
    ],
    load: async () => (await import('./commands/lab-sweep.ts')).sweep,
  },
  'lab assemble': {
    flags: [
      ...(['kind', 'model', 'out', 'name', 'in', 'mode', 'keep-meta-text', 'tag-language'] as const),
      ...(['dense', 'lexical', 'late', 'depth'] as const),
      ...CORPUS,
      ...MODEL_FLAGS,
    ],
    load: async () => (await import('./commands/lab-assemble.ts')).assemble,
  },
  'lab candidates': {
    flags: ['model', 'depth', 'out', 'threads', ...CORPUS, ...MODEL_FLAGS],
    load: async () => (await import('./commands/lab-candidates.ts')).candidates,
  },
  'lab rerank': {
    flags: ['cross-encoder', 'model', 'depth', 'out', 'threads', ...CORPUS, ...MODEL_FLAGS],
    load: async () => (await import('./commands/lab-rerank.ts')).rerankCandidates,
  },
};
/** First words of commands of two words. */
const GROUPS: readonly string[] = ['xqg', 'lab', 'corpus'];

/** stdout carries the result alone; whatever goes wrong is one message on stderr and a non-zero exit. */
async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    if (name === undefined) process.exitCode = 2;
    return;
  }
  const isGroup = GROUPS.includes(name) || COMMANDS[`${name} ${rest[0] ?? ''}`] !== undefined;
  const [full, given] = isGroup ? [`${name} ${rest[0] ?? ''}`.trim(), rest.slice(1)] : [name, rest];
  const command = COMMANDS[full];
  if (command === undefined) throw new UsageError(`There is no command "${full}". See crosslens --help.`);
  const args = readArguments(given, full, command.flags);
  if (args.has('help')) process.stdout.write(USAGE);
  else await (await command.load())(args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof UsageError || error instanceof CrosslensError;
  process.stderr.write(
    `crosslens: ${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
