import type {
  EvaluateInput,
  EvaluateProgress,
  IndexOutput,
  IndexProgress,
  SearchInput,
  SearchOutput,
} from '../../protocol/arm.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { Shard } from '../../domain/corpus/types.ts';

export interface JobOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** One way of ranking a shard's passages: by an encoder's vectors, or by words. */
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
  dispose(): Promise<void>;
}
