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
import type { Method } from './contract.ts';

export interface ReadInput {
  readonly name: string;
  readonly source:
    | { readonly kind: 'files'; readonly files: readonly File[] }
    /** Absolute URLs; the file's name is the last part of its path. */
    | { readonly kind: 'urls'; readonly urls: readonly string[] };
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
  /** Of the corpus that is open now; `null` where there is none. */
  readonly summary: CorpusSummary | null;
  readonly report: ReadReport;
  readonly runs: readonly ReadRun[];
}

export interface ReadProgress {
  readonly file: string;
  readonly files: number;
  readonly of: number;
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
  read: Method<ReadInput, ReadOutput, ReadProgress>;
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
