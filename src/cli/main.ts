import { CrosslensError } from '../protocol/errors.ts';
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { USAGE, UsageError } from './usage.ts';

/** Loaded when called for: `models` need not wait for ONNX Runtime. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: Arguments) => Promise<void>>>> = {
  models: async () => (await import('./commands/models.ts')).models,
  embed: async () => (await import('./commands/embed.ts')).embed,
  search: async () => (await import('./commands/search.ts')).search,
  eval: async () => (await import('./commands/eval.ts')).evaluate,
};

/** stdout carries the result alone; whatever goes wrong is one message on stderr and a non-zero exit. */
async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    if (name === undefined) process.exitCode = 2;
    return;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}". See crosslens --help.`);
  const args = readArguments(rest);
  if (args.has('help')) process.stdout.write(USAGE);
  else await (await command())(args);
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
