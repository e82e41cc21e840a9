import type {
  CorpusSummary,
  JudgedQuery,
  LanguageCode,
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

/** `summary` is `null` when nothing could be read; the corpus that was open stays open. */
export interface ReadOutput {
  readonly summary: CorpusSummary | null;
  readonly report: ReadReport;
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

export interface ListQueriesInput {
  /** Empty means all. */
  readonly languages: readonly LanguageCode[];
  readonly contains: string;
  readonly limit: number;
}

export type CorpusContract = {
  read: Method<ReadInput, ReadOutput, ReadProgress>;
  /** Cuts the corpus that is open. */
  shard: Method<ShardChoice, ShardOutput>;
  /** Known queries of the current shard, for suggestions. */
  listQueries: Method<ListQueriesInput, readonly JudgedQuery[]>;
};
