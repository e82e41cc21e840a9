import type { LanguageCode, Shard } from '../../domain/corpus/types.ts';
import type { JobOptions } from './arm.ts';

/** Changes scores beyond the inner product: weighted views, or an order that was made elsewhere. */
export interface Rescorer {
  /** Texts that `index` has to encode for a shard; 0 where it has none. */
  work(shard: Shard): number;
  /**
   * Readies it for a shard; the same shard again goes on where it was cancelled.
   * @throws CrosslensError `aborted`, `out-of-memory`
   */
  index(shard: Shard, options: JobOptions<number>): Promise<void>;
  /** Changes the scores of a query of the shard in place. @param scores inner products [passages] */
  rescore(query: number, scores: Float32Array): void;
  /** The same for a text that the shard does not have. */
  rescoreText(text: string, lang: LanguageCode | null, scores: Float32Array): Promise<void>;
  dispose(): void;
}
