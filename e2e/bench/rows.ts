import type { Shard } from '../../src/domain/corpus/types.ts';
import type { EncoderEntry } from '../../src/protocol/manifest.ts';

export interface BenchRequest {
  readonly encoder: EncoderEntry;
  readonly baseUrl: string;
  readonly threads: number;
  readonly demo: Shard;
  /** `null` where ../shared is missing: its rows are then left out, and said to be. */
  readonly xquad: Shard | null;
}

/** One line of the table: ours beside the straightforward way, measured in the same run. */
export interface BenchRow {
  readonly what: string;
  readonly ours: number;
  readonly naive: number | null;
  readonly unit: string;
  /** A rate is better when it is high, a time when it is low. */
  readonly higherIsBetter: boolean;
  readonly note: string;
}
