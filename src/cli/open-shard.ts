import { createHash } from 'node:crypto';
import { selectShard } from '../domain/corpus/select-shard.ts';
import type { Corpus, Shard } from '../domain/corpus/types.ts';
import type { SourceFile } from '../engine/corpus/source-file.ts';
import type { Arguments } from './arguments.ts';
import { corpusFile, corpusFiles } from './corpus-paths.ts';
import type { ProgressLine } from './progress.ts';
import { readByFlags, sayReport } from './read-corpus.ts';
import { UsageError } from './usage.ts';

export interface OpenedShard {
  readonly shard: Shard;
  readonly hash: string;
}

/**
 * Reads what the flags name and cuts the shard. What was left out is said on stderr, row by row.
 * @param whose `passages`: `--languages` means something else to the command, and queries do not matter to it
 */
export async function openShard(
  args: Arguments,
  progress: ProgressLine,
  whose: 'all' | 'passages' = 'all',
): Promise<OpenedShard> {
  const files = await filesOf(args, progress);
  const { corpus, report } = await readByFlags(args.many('corpus').join(', '), args, files, progress);
  sayReport(report, progress);
  if (corpus === null) throw new UsageError('Nothing could be read as a corpus.');
  const chosen =
    whose === 'all'
      ? languageChoice(args)
      : { queryLanguages: [], passageLanguages: args.languages('passage-languages') };
  const shard = selectShard(corpus, { ...chosen, rows: { mode: 'all' } });
  if (shard.passages.length === 0) {
    throw new UsageError(`No passage is left. The corpus has ${languagesOf(corpus)}.`);
  }
  return { shard, hash: createHash('sha256').update(JSON.stringify(shard)).digest('hex') };
}

/** Files of all flags, each with what is taken from it. */
async function filesOf(args: Arguments, progress: ProgressLine): Promise<SourceFile[]> {
  const of = async (flag: 'corpus' | 'queries' | 'xqg', take: SourceFile['take']): Promise<SourceFile[]> => {
    const files = (await Promise.all(args.many(flag).map((path) => corpusFiles(path, progress)))).flat();
    return files.map((file) => ({ ...file, take }));
  };
  const replaced = { queries: args.many('queries').length > 0, generated: args.many('xqg').length > 0 };
  const corpus = await of('corpus', {
    passages: true,
    queries: !replaced.queries,
    generated: !replaced.generated,
  });
  if (corpus.length === 0) throw new UsageError('--corpus is missing: a file, a folder, or demo.');
  const qrels = (await Promise.all(args.many('qrels').map(corpusFile))).map((file) => ({
    ...file,
    take: { passages: false, queries: false, generated: false },
  }));
  return [
    ...corpus,
    ...qrels,
    ...(await of('queries', { passages: false, queries: true, generated: false })),
    ...(await of('xqg', { passages: false, queries: false, generated: true })),
  ];
}

function languageChoice(args: Arguments): {
  queryLanguages: readonly string[];
  passageLanguages: readonly string[];
} {
  const both = args.languages('languages');
  const pick = (flag: 'query-languages' | 'passage-languages'): readonly string[] => {
    const own = args.languages(flag);
    return own.length > 0 ? own : both;
  };
  return { queryLanguages: pick('query-languages'), passageLanguages: pick('passage-languages') };
}

function languagesOf(corpus: Corpus): string {
  return [...new Set(corpus.passages.map((passage) => passage.lang))].sort().join(', ');
}
