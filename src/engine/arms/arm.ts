import type {
  EvaluateInput,
  EvaluateProgress,
  AnswersInput,
  AnswersOutput,
  ExportRunInput,
  ExportRunOutput,
  IndexOutput,
  IndexProgress,
  MoversInput,
  MoversOutput,
  SearchInput,
  SearchOutput,
  ValuesInput,
  ValuesOutput,
} from '../../protocol/arm.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { Shard } from '../../domain/corpus/types.ts';

export interface JobOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** One way of ranking a shard's passages: by an encoder's vectors, by words, or as another system ranked them. */
export interface Arm {
  /**
   * Makes the shard searchable. Given the shard that it already has, it goes on where it was cancelled.
   * @throws CrosslensError `aborted` (what is done is kept), `out-of-memory`, `device-lost`
   */
  index(shard: Shard, shardHash: string, options: JobOptions<IndexProgress>): Promise<IndexOutput>;
  /** Ranks what is indexed so far. @throws CrosslensError `not-ready` when there is nothing yet */
  search(input: SearchInput, signal?: AbortSignal): Promise<SearchOutput>;
  /** Ranks every query of the shard. @throws CrosslensError `not-ready` unless all of it is indexed */
  evaluate(input: EvaluateInput, options: JobOptions<EvaluateProgress>): Promise<Report>;
  /** The values behind a figure. @throws CrosslensError `not-ready`; an unknown measure is a programmer's error */
  values(input: ValuesInput, options: JobOptions<EvaluateProgress>): Promise<ValuesOutput>;
  /** Whether the answers that queries carry stand in what is retrieved. */
  answers(input: AnswersInput, options: JobOptions<EvaluateProgress>): Promise<AnswersOutput>;
  /** The best passages of every query, as a TREC run in trec_eval's order. */
  exportRun(input: ExportRunInput, options: JobOptions<EvaluateProgress>): Promise<ExportRunOutput>;
  /** What fusion moved. @throws CrosslensError `not-ready` for an arm without vectors */
  movers(input: MoversInput, options: JobOptions<EvaluateProgress>): Promise<MoversOutput>;
  dispose(): Promise<void>;
}
