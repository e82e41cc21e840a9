import type { GeneratedSummary } from '../domain/augmentation/summarise-generated.ts';
import type {
  CorpusSummary,
  GeneratedQueries,
  JudgedQuery,
  LanguageCode,
  Passage,
  ReadReport,
  ShardChoice,
} from '../domain/corpus/types.ts';
import type { FilePlan, ReadPlan } from '../domain/corpus/read-plan.ts';
import type { Method } from './contract.ts';
import type { FileInspection, Inspection } from './inspection.ts';

/** Where files are read from. */
export type CorpusSource =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  /** Absolute URLs; the file's name is the last part of its path. */
  | {
      readonly kind: 'urls';
      readonly urls: readonly string[];
      /** By URL: how its file is read, where that is known before. */
      readonly plans?: Readonly<Record<string, FilePlan>>;
      /** By URL: what its file should weigh, for the time that is left. */
      readonly bytes?: Readonly<Record<string, number>>;
    };

export interface ReadInput {
  readonly name: string;
  readonly source: CorpusSource;
  /** `null`: as `inspect` would plan it. */
  readonly plan: ReadPlan | null;
}

export interface KeepInput {
  /** What a link calls it, of the dataset catalogue; `null` for files of the person's own. */
  readonly dataset: string | null;
  /** Names of the files that the corpus was read from. */
  readonly files: readonly string[];
}

export interface KeepOutput {
  readonly kept: KeptCorpus | null;
  /** Why it is not kept; `null` where it is. */
  readonly notice: string | null;
}

/** How one file of the last `inspect` would be read by another plan. */
export interface ReplanInput {
  readonly file: string;
  readonly plan: FilePlan;
}

/** A corpus that this browser keeps. */
export interface KeptCorpus {
  /** 16 hex digits of the SHA-256 of its content. */
  readonly id: string;
  readonly name: string;
  /** Names of the files that it was read from. */
  readonly files: readonly string[];
  /** What a link calls it, of the dataset catalogue; `null` for files of the person's own. */
  readonly dataset: string | null;
  readonly summary: CorpusSummary;
  readonly bytes: number;
  /** ISO 8601. */
  readonly saved: string;
}

/** A TREC run that was among the files. It belongs to no corpus and becomes an arm. */
export interface ReadRun {
  readonly name: string;
  readonly run: Blob;
  readonly queries: number;
  readonly lines: number;
}

/**
 * `opened`: the files are the corpus now. `joined`: they hold no passages, and their queries, judgements or generated
 * queries were added to what was open. `runs`: they hold runs and nothing else. `nothing`: nothing could be read; the
 * corpus that was open stays as it was.
 */
export type ReadOutcome = 'opened' | 'joined' | 'runs' | 'nothing';

export interface ReadOutput {
  readonly outcome: ReadOutcome;
  /** Of the corpus that is open once this is accepted; `null` where there is none. */
  readonly summary: CorpusSummary | null;
  readonly report: ReadReport;
  /** Rows that were left out, those that the report does not list included. */
  readonly leftOut: number;
  readonly runs: readonly ReadRun[];
}

export interface ReadProgress {
  readonly file: string;
  readonly files: number;
  readonly of: number;
  /** `fetch`: from a server; `count`: queries, judgements and languages, before passages are drawn; `read`: all else. */
  readonly step: 'fetch' | 'count' | 'read' | 'keep';
  /** Bytes of all files of this step; `total` is `null` where a server does not say. */
  readonly loaded: number;
  readonly total: number | null;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Passages that were taken in so far. */
  readonly passages: number;
}

export interface ShardOutput {
  readonly shard: Blob;
  /** Hex SHA-256 of the blob. */
  readonly shardHash: string;
  readonly summary: CorpusSummary;
}

export interface SummariseGeneratedInput {
  /** Draws the samples. */
  readonly seed: number;
}

export interface ListQueriesInput {
  /** Empty means all. */
  readonly languages: readonly LanguageCode[];
  readonly contains: string;
  readonly limit: number;
}

export interface PassagePage {
  readonly passages: readonly Passage[];
  readonly total: number;
}

export type CorpusContract = {
  /** Looks at the beginning of files. What was fetched is kept for the `read` that follows. */
  inspect: Method<CorpusSource, Inspection, ReadProgress>;
  /** Looks at one of those files again, by another plan. Errors: `not-ready` where nothing was inspected. */
  replan: Method<ReplanInput, FileInspection>;
  /** Corpora that were read earlier and are kept. */
  keptCorpora: Method<null, readonly KeptCorpus[]>;
  /** Reads one of them, as `read` does. Errors: `not-found`, `file-damaged`. */
  openKept: Method<{ readonly id: string }, ReadOutput, ReadProgress>;
  /** What is open stays open. Resolves to those that are left. */
  removeKept: Method<{ readonly id: string }, readonly KeptCorpus[]>;
  /** Writes the open corpus down, so that it outlives the page. One that it was before it was added to is replaced. */
  keep: Method<KeepInput, KeepOutput, ReadProgress>;
  /** Every row that the last reading left out, with its reason: more than its report lists. */
  exportSkipped: Method<{ readonly format: 'csv' | 'jsonl' }, Blob>;
  /** The open corpus as our own JSON Lines, gzip: passages, queries, generated queries. */
  exportCorpus: Method<null, Blob>;
  /** What was open stays open until `accept`: a call that is cancelled when its answer is under way changes nothing. */
  read: Method<ReadInput, ReadOutput, ReadProgress>;
  /** Opens what was read last. */
  accept: Method<null, null>;
  /** Cuts the corpus that is open. */
  shard: Method<ShardChoice, ShardOutput>;
  /** Known queries of the current shard, for suggestions. */
  listQueries: Method<ListQueriesInput, readonly JudgedQuery[]>;
  /** Queries of the shard by id, in the order asked for; unknown ids are left out. */
  queriesById: Method<readonly string[], readonly JudgedQuery[]>;
  /** Passages of the shard, from row `from` on. */
  passages: Method<{ readonly from: number; readonly limit: number }, PassagePage>;
  /** Adds generated queries to the corpus; the shard must be cut again to hold them. */
  addGenerated: Method<readonly GeneratedQueries[], CorpusSummary>;
  /** Takes away generated queries: all of the corpus. */
  clearGenerated: Method<null, CorpusSummary>;
  summariseGenerated: Method<SummariseGeneratedInput, GeneratedSummary>;
  /** The shard's generated queries as JSON Lines in the layout that xQG publishes. */
  exportGenerated: Method<null, Blob>;
  /** The shard's judgements as TREC qrels: the union over each group, level 1. */
  exportQrels: Method<null, Blob>;
};
