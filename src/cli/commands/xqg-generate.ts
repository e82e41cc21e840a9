import { appendFile, readFile } from 'node:fs/promises';
import type { Passage } from '../../domain/corpus/types.ts';
import { writeQueries } from '../../engine/generator/write-queries.ts';
import { startPace } from '../../engine/rate.ts';
import type { GenerateOptions } from '../../protocol/generator.ts';
import type { Arguments } from '../arguments.ts';
import { openGeneratorNamed } from '../open-generator.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { threadsOf } from '../threads.ts';
import { UsageError } from '../usage.ts';

/** Passages whose queries are decoded together and written at once. */
const CHUNK = 16;

/** Writes queries for every passage, a line of xQG's published layout for each; what a file has is not written again. */
export async function generate(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`xqg generate takes flags only, not "${args.positionals.join(' ')}".`);
  const languages = args.languages('languages');
  if (languages.length === 0) throw new UsageError('--languages is missing: the languages to write in.');
  const out = args.required('out');
  const options: GenerateOptions = {
    languages,
    perLanguage: args.number('per-language', { min: 1, max: 100, integer: true }) ?? 5,
    topK: args.number('top-k', { min: 1, max: 1000, integer: true }) ?? 10,
    temperature: args.number('temperature', { min: 0.01, max: 10 }) ?? 1,
    seed: args.number('seed', { min: 0, max: 2 ** 31 - 1, integer: true }) ?? 1,
  };
  const progress = createProgress();
  const { shard } = await openShard(args, progress, 'passages');
  const limit = args.number('limit', { min: 1, max: 100_000_000, integer: true }) ?? Infinity;
  const done = await writtenIn(out);
  const wanted = shard.passages.slice(0, limit);
  const passages = wanted.filter(({ id }) => !done.has(id));
  if (done.size > 0)
    progress.say(`${out} has ${String(wanted.length - passages.length)} of the passages already.`);
  const generator = await openGeneratorNamed(args.one('generator'), threadsOf(args));
  const pace = startPace(passages.length);
  let written = 0;
  let dropped = 0;
  try {
    for (let from = 0; from < passages.length; from += CHUNK) {
      const chunk = passages.slice(from, from + CHUNK);
      const made = await writeQueries(generator, chunk, options, { ownLanguage: args.has('own-language') });
      dropped += made.dropped;
      const byId = new Map(made.rows.map((row) => [row.docid, row.queries]));
      const lines = chunk.map((passage) => lineOf(passage, byId.get(passage.id) ?? {}));
      written += made.rows.reduce((sum, { queries }) => sum + Object.values(queries).flat().length, 0);
      await appendFile(out, lines.join(''));
      progress.show('passages', pace(from + chunk.length));
    }
  } finally {
    await generator.dispose();
  }
  progress.say(
    `${String(written)} queries written to ${out}; ${String(dropped)} empty or repeated, dropped.`,
  );
}

function lineOf({ id, title, text }: Passage, queries: Readonly<Record<string, readonly string[]>>): string {
  return `${JSON.stringify({ docid: id, ...(title === undefined ? {} : { title }), text, generated_queries: queries })}\n`;
}

async function writtenIn(path: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const ids = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return String((JSON.parse(line) as { docid?: unknown }).docid);
      } catch {
        throw new UsageError(
          `${path}, line ${String(i + 1)} is not JSON: mend or remove it to go on with the file.`,
        );
      }
    });
  return new Set(ids);
}
