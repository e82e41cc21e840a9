import { summariseGenerated } from '../domain/augmentation/summarise-generated.ts';
import { mergeGenerated } from '../domain/corpus/merge-generated.ts';
import type { ParsedFile } from '../domain/corpus/parsed-file.ts';
import type { FilePlan, ReadPlan } from '../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../domain/corpus/read-plan.ts';
import { selectShard, summarise } from '../domain/corpus/select-shard.ts';
import type {
  Corpus,
  FileReport,
  GeneratedQueries,
  JudgedQuery,
  ReadReport,
  Shard,
} from '../domain/corpus/types.ts';
import { formatQrels } from '../domain/trec/format-qrels.ts';
import { shardJudgements } from '../domain/trec/shard-judgements.ts';
import type {
  CorpusContract,
  CorpusSource,
  KeptCorpus,
  ReadOutput,
  ReadProgress,
  ReadRun,
} from '../protocol/corpus.ts';
import { CrosslensError, toWireError } from '../protocol/errors.ts';
import type { CallContext, Service } from '../protocol/service.ts';
import { sourceFromFile } from './corpus/blob-source.ts';
import { createLanguageDetector } from './corpus/detect-language.ts';
import { expandArchives } from './corpus/expand-archives.ts';
import { fetchFiles } from './corpus/fetch-files.ts';
import { inspectFiles, lookWithLanguages } from './corpus/inspect-files.ts';
import type { KeptCorpora } from './corpus/kept-corpora.ts';
import { createKeptCorpora } from './corpus/kept-corpora.ts';
import { withLanguageNotes } from './corpus/language-notes.ts';
import { packCorpus, unpackCorpus } from './corpus/pack-corpus.ts';
import { createPace } from './corpus/pace.ts';
import { createNeighbours } from './corpus/parallel-neighbours.ts';
import { recogniseSources } from './corpus/plan-sources.ts';
import { readCorpus } from './corpus/read-files.ts';
import { packShard } from './corpus/shard-blob.ts';
import type { SourceFile } from './corpus/source-file.ts';
import { writeSkipped } from './corpus/write-skipped.ts';
import type { FileStore } from './storage/file-store.ts';

export interface CorpusServiceOptions {
  /** Of the page: what may be asked without `https:`. */
  readonly origin: string;
  readonly openStore: () => Promise<FileStore>;
}

type Context = CallContext<ReadProgress>;

/** What a reading made, before it is accepted. */
interface Staged {
  readonly corpus: Corpus;
  readonly files: readonly ParsedFile[];
  readonly joined: boolean;
  /** Where it is kept already. */
  readonly keptAs: KeptAs | null;
}

interface KeptAs {
  readonly id: string;
  /** It is not a dataset of the catalogue, which is worth keeping as it came. */
  readonly replaceable: boolean;
}

/** Sources that were looked at, so that nothing is fetched or unpacked twice. */
interface Looked {
  readonly source: CorpusSource;
  readonly files: readonly SourceFile[];
  /** Some text's language is nowhere said. */
  readonly detects: boolean;
}

/** Holds the corpus that is open, and the shard cut from it. A corpus that cannot be read replaces nothing. */
export function createCorpusService({ origin, openStore }: CorpusServiceOptions): Service<CorpusContract> {
  let corpus: Corpus | null = null;
  let files: readonly ParsedFile[] = [];
  let staged: Staged | null = null;
  let looked: Looked | null = null;
  /** Rows that the last reading left out: JSON Lines. */
  let skipped = new Blob([]);
  /** Where the open corpus was kept before it was added to. */
  let keptAs: KeptAs | null = null;
  /** Generated here, so in no file. */
  let written: readonly GeneratedQueries[] = [];
  let current: Shard | null = null;
  let byId = new Map<string, JudgedQuery>();
  let storeOpening: Promise<FileStore> | null = null;
  let detectorLoading: ReturnType<typeof createLanguageDetector> | null = null;

  const withWritten = (of: Corpus): Corpus =>
    written.length === 0 ? of : { ...of, generated: mergeGenerated([...of.generated, ...written]) };
  const needCorpus = (): Corpus => corpus ?? notOpen();
  const needShard = (): Shard => current ?? notOpen();
  const openedStore = (): Promise<FileStore> => (storeOpening ??= openStore());
  const keptCorpora = async (): Promise<KeptCorpora> => createKeptCorpora(await openedStore());
  /** It is large, and most corpora say their languages. */
  const detector = (): ReturnType<typeof createLanguageDetector> =>
    (detectorLoading ??= createLanguageDetector());

  /** The files of a source: picked or fetched, archives unfolded. */
  const filesOf = async (
    source: CorpusSource,
    { signal, onProgress }: Context,
  ): Promise<readonly SourceFile[]> => {
    if (looked !== null && sameSource(looked.source, source)) return looked.files;
    const pace = createPace();
    const given =
      source.kind === 'files'
        ? source.files.map(sourceFromFile)
        : await fetchFiles(source.urls, {
            origin,
            signal,
            expected: source.bytes,
            onProgress: (progress) => {
              const { loaded, total } = progress;
              pace.report(loaded, total, (rate) => {
                onProgress({ ...progress, ...rate, step: 'fetch', passages: 0 });
              });
            },
          });
    return expandArchives(given, { signal });
  };

  const stage = async (
    name: string,
    sources: readonly SourceFile[],
    plan: ReadPlan | null,
    { signal, onProgress }: Context,
  ): Promise<ReadOutput> => {
    const detects = looked?.detects === true || wantsDetection(plan);
    const read = await readCorpus(corpus === null ? name : `${corpus.name} + ${name}`, sources, {
      open: files,
      plan,
      signal,
      onProgress,
      ...(detects ? { detect: await detector() } : {}),
    });
    skipped = read.skippedLog.blob;
    const leftOut = read.skippedLog.count;
    const report = withLanguageNotes(read.report, read.parsed, plan);
    const runs = read.parsed.flatMap(runOf);
    if (read.corpus === null) {
      staged = null;
      const summary = corpus === null ? null : summarise(corpus);
      return { outcome: runs.length > 0 ? 'runs' : 'nothing', summary, report, leftOut, runs };
    }
    staged = {
      corpus: read.joined ? withWritten(read.corpus) : { ...read.corpus, name },
      files: read.parsed.filter(({ run }) => run === undefined),
      joined: read.joined,
      keptAs: null,
    };
    return {
      outcome: read.joined ? 'joined' : 'opened',
      summary: summarise(staged.corpus),
      report,
      leftOut,
      runs,
    };
  };

  return {
    async inspect(source, context) {
      const { signal, onProgress } = context;
      looked = null;
      const found = await filesOf(source, context);
      looked = { source, files: found, detects: false };
      const inspection = await inspectFiles(found, {
        plans: plansOf(source, found),
        detector,
        signal,
        onFile: ({ name }, index) => {
          onProgress({ ...NOTHING_YET, file: name, files: index, of: found.length });
        },
      });
      looked = {
        source,
        files: found,
        detects: inspection.files.some(({ languageGuessed }) => languageGuessed),
      };
      return inspection;
    },
    async replan({ file, plan }, { signal }) {
      const source = looked?.files.find(({ name }) => name === file);
      if (source === undefined) throw new CrosslensError('not-ready', `${file} is not being looked at.`);
      // Its neighbours are the same as before.
      const recognised = await recogniseSources(looked?.files ?? [], signal);
      const known = recognised[looked?.files.indexOf(source) ?? -1] ?? { refusal: 'It was not looked at.' };
      const beside = createNeighbours(looked?.files ?? [])(source);
      const { seen } = await lookWithLanguages(source, { recognised: known, plan, beside, signal }, detector);
      return seen;
    },
    async read({ name, source, plan }, context) {
      const found = await filesOf(source, context);
      const output = await stage(name, found, plan ?? planFrom(plansOf(source, found)), context);
      looked = null;
      return output;
    },
    accept() {
      if (staged !== null) {
        if (!staged.joined) {
          written = [];
          ({ keptAs } = staged);
        }
        ({ corpus, files } = staged);
        staged = null;
      }
      return Promise.resolve(null);
    },
    keptCorpora: async () => (await keptCorpora()).list(),
    async openKept({ id }, { signal, onProgress }) {
      const { kept, rows } = await (await keptCorpora()).open(id);
      const pace = createPace();
      const read = await unpackCorpus(kept.name, rows, {
        signal,
        onProgress: (loaded, passages) => {
          pace.report(loaded, rows.size, (rate) => {
            onProgress({
              ...NOTHING_YET,
              ...rate,
              file: kept.name,
              of: 1,
              loaded,
              total: rows.size,
              passages,
            });
          });
        },
      });
      const summary = summarise(read);
      if (summary.passages !== kept.summary.passages || summary.queries !== kept.summary.queries) {
        throw new CrosslensError('file-damaged', `${kept.name} was kept, but a part of it is missing.`);
      }
      skipped = new Blob([]);
      staged = {
        corpus: read,
        files: [asFile(read)],
        joined: false,
        keptAs: { id, replaceable: kept.dataset === null },
      };
      return { outcome: 'opened', summary, report: reportOf(read, kept), leftOut: 0, runs: [] };
    },
    removeKept: async ({ id }) => {
      const kept = await keptCorpora();
      await kept.remove(id);
      return kept.list();
    },
    async keep(input, { signal, onProgress }) {
      const open = needCorpus();
      const store = await openedStore();
      if (store.keeps === 'memory') return { kept: null, notice: 'This browser keeps no files for pages.' };
      const pace = createPace();
      try {
        const corpora = createKeptCorpora(store);
        const kept = await corpora.keep(open, summarise(open), input, {
          signal,
          onProgress: (done, total) => {
            pace.report(done, total, () => {
              onProgress({ ...NOTHING_YET, step: 'keep', of: 1, loaded: done, total });
            });
          },
        });
        // What it was before something was added to it: nobody else's, so that it may go.
        if (keptAs !== null && keptAs.replaceable && keptAs.id !== kept.id) await corpora.remove(keptAs.id);
        if (corpus === open) keptAs = { id: kept.id, replaceable: input.dataset === null };
        return { kept, notice: null };
      } catch (error) {
        const { code, message } = toWireError(error);
        if (code === 'aborted') throw error;
        return { kept: null, notice: message };
      }
    },
    exportCorpus: async () => (await packCorpus(needCorpus())).blob,
    exportSkipped: ({ format }) => writeSkipped(skipped, format),
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

const NOTHING_YET: ReadProgress = {
  file: '',
  files: 0,
  of: 0,
  step: 'read',
  loaded: 0,
  total: null,
  perSecond: 0,
  secondsLeft: null,
  passages: 0,
};

function notOpen(): never {
  throw new CrosslensError('not-ready', 'No corpus is open.');
}

function runOf({ file, run }: ParsedFile): ReadRun[] {
  if (run === undefined) return [];
  const { text, queries, lines } = run;
  return [{ name: file, run: new Blob([text], { type: 'text/plain' }), queries, lines }];
}

function sameSource(a: CorpusSource, b: CorpusSource): boolean {
  if (a.kind === 'urls') return b.kind === 'urls' && a.urls.join('\n') === b.urls.join('\n');
  // Files are cloned on their way here, so they are known by what they are like.
  return b.kind === 'files' && a.files.map(likeness).join('\n') === b.files.map(likeness).join('\n');
}

function likeness({ name, webkitRelativePath, size, lastModified }: File): string {
  return JSON.stringify([name, webkitRelativePath, size, lastModified]);
}

/** Plans that come with addresses, by the names of the files that were fetched from them, in the same order. */
function plansOf(source: CorpusSource, files: readonly SourceFile[]): ReadonlyMap<string, FilePlan> {
  if (source.kind === 'files' || source.plans === undefined) return new Map();
  const { urls, plans } = source;
  return new Map(
    urls.flatMap((url, index) => {
      const plan = plans[url];
      const name = files[index]?.name;
      return plan === undefined || name === undefined ? [] : [[name, plan] as const];
    }),
  );
}

function planFrom(plans: ReadonlyMap<string, FilePlan>): ReadPlan | null {
  return plans.size === 0 ? null : { files: Object.fromEntries(plans), without: [], intake: EVERYTHING };
}

function wantsDetection(plan: ReadPlan | null): boolean {
  return Object.values(plan?.files ?? {}).some(({ language }) => language.mode === 'detect');
}

/** A kept corpus as one file, so that queries and judgements can be added to it. */
function asFile({ name, passages, queries, generated }: Corpus): ParsedFile {
  const located = <Row>(records: readonly Row[]): { readonly record: Row; readonly where: string }[] =>
    records.map((record, index) => ({ record, where: `row ${String(index + 1)}` }));
  return {
    file: name,
    format: 'jsonl',
    passages: located(passages),
    queries: located(queries),
    generated: located(generated),
    skipped: [],
    notes: [],
  };
}

function reportOf(
  { passages, queries, generated }: Corpus,
  { name, files, bytes, summary }: KeptCorpus,
): ReadReport {
  const file: FileReport = {
    file: name,
    format: 'jsonl',
    bytes,
    passages: passages.length,
    queries: queries.length,
    generated: generated.length,
    lines: 0,
    languages: summary.languages.map(({ lang }) => lang),
    skipped: [],
    notes: [`Kept in this browser when it was read of ${files.join(', ')}.`],
  };
  return { files: [file], skipped: [] };
}
