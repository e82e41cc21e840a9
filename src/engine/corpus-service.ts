import { summariseGenerated } from '../domain/augmentation/summarise-generated.ts';
import { mergeGenerated } from '../domain/corpus/merge-generated.ts';
import type { ParsedFile } from '../domain/corpus/parsed-file.ts';
import { selectShard, summarise } from '../domain/corpus/select-shard.ts';
import type { Corpus, GeneratedQueries, JudgedQuery, Shard } from '../domain/corpus/types.ts';
import { formatQrels } from '../domain/trec/format-qrels.ts';
import { shardJudgements } from '../domain/trec/shard-judgements.ts';
import type { CorpusContract, ReadOutcome, ReadRun } from '../protocol/corpus.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { Service } from '../protocol/service.ts';
import type { CorpusFile } from './corpus/read-files.ts';
import { readCorpus } from './corpus/read-files.ts';
import { packShard } from './corpus/shard-blob.ts';

/** Holds the corpus that is open, and the shard cut from it. A corpus that cannot be read replaces nothing. */
export function createCorpusService(): Service<CorpusContract> {
  let corpus: Corpus | null = null;
  let files: readonly ParsedFile[] = [];
  /** Generated here, so in no file. */
  let written: readonly GeneratedQueries[] = [];
  let current: Shard | null = null;
  let byId = new Map<string, JudgedQuery>();
  const withWritten = (of: Corpus): Corpus =>
    written.length === 0 ? of : { ...of, generated: mergeGenerated([...of.generated, ...written]) };
  const needCorpus = (): Corpus => corpus ?? notOpen();
  const needShard = (): Shard => current ?? notOpen();
  return {
    async read({ name, source }, { signal, onProgress }) {
      const given =
        source.kind === 'files'
          ? source.files.map(fromFile)
          : await Promise.all(source.urls.map((url) => fromUrl(url, signal)));
      const read = await readCorpus(corpus === null ? name : `${corpus.name} + ${name}`, given, {
        open: files,
        signal,
        onProgress,
      });
      const runs = read.parsed.flatMap(runOf);
      if (read.corpus === null) {
        return {
          outcome: runs.length > 0 ? 'runs' : 'nothing',
          summary: corpus === null ? null : summarise(corpus),
          report: read.report,
          runs,
        };
      }
      const outcome: ReadOutcome = read.joined ? 'joined' : 'opened';
      if (!read.joined) written = [];
      corpus = read.joined ? withWritten(read.corpus) : { ...read.corpus, name };
      files = read.parsed.filter(({ run }) => run === undefined);
      return { outcome, summary: summarise(corpus), report: read.report, runs };
    },
    async shard(choice) {
      const shard = selectShard(needCorpus(), choice);
      if (shard.passages.length === 0) {
        throw new CrosslensError(
          'corpus-empty',
          'The choice of languages and rows leaves no passage. Choose more.',
        );
      }
      current = shard;
      byId = new Map(shard.queries.map((query) => [query.id, query]));
      const { blob, hash } = await packShard(shard);
      return { shard: blob, shardHash: hash, summary: summarise(shard) };
    },
    listQueries({ languages, contains, limit }) {
      const wanted = new Set(languages);
      const needle = contains.toLocaleLowerCase();
      const found = (current?.queries ?? []).filter(
        (query) =>
          (wanted.size === 0 || wanted.has(query.lang)) && query.text.toLocaleLowerCase().includes(needle),
      );
      return Promise.resolve(found.slice(0, limit));
    },
    queriesById: (ids) => Promise.resolve(ids.flatMap((id) => byId.get(id) ?? [])),
    async passages({ from, limit }) {
      const { passages } = needShard();
      return Promise.resolve({ passages: passages.slice(from, from + limit), total: passages.length });
    },
    async addGenerated(rows) {
      const open = needCorpus();
      written = [...written, ...rows];
      corpus = withWritten(open);
      return Promise.resolve(summarise(corpus));
    },
    async clearGenerated() {
      corpus = { ...needCorpus(), generated: [] };
      written = [];
      files = files.map((file) => ({ ...file, generated: [] }));
      return Promise.resolve(summarise(corpus));
    },
    async summariseGenerated({ seed }) {
      return Promise.resolve(summariseGenerated(needShard(), seed));
    },
    async exportGenerated() {
      const lines = needShard().generated.map(
        ({ docid, group, queries }) =>
          `${JSON.stringify(docid === undefined ? { group, generated_queries: queries } : { docid, generated_queries: queries })}\n`,
      );
      return Promise.resolve(new Blob(lines, { type: 'application/jsonl' }));
    },
    async exportQrels() {
      const lines = formatQrels(shardJudgements(needShard()));
      return Promise.resolve(new Blob([lines], { type: 'text/plain' }));
    },
  };
}

function notOpen(): never {
  throw new CrosslensError('not-ready', 'No corpus is open.');
}

function runOf({ file, run }: ParsedFile): ReadRun[] {
  if (run === undefined) return [];
  const { text, queries, lines } = run;
  return [{ name: file, run: new Blob([text], { type: 'text/plain' }), queries, lines }];
}

function fromFile(file: File): CorpusFile {
  // A folder's files carry their path; the name alone says too little when two folders hold an `en.json`.
  const name = file.webkitRelativePath || file.name;
  return { name, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

async function fromUrl(url: string, signal: AbortSignal): Promise<CorpusFile> {
  const response = await fetch(url, { signal });
  if (!response.ok)
    throw new CrosslensError('network', `${url} answered ${String(response.status)} ${response.statusText}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    name: new URL(url).pathname.split('/').pop() ?? url,
    size: bytes.length,
    bytes: () => Promise.resolve(bytes),
  };
}
