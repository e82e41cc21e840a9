import type { Shard } from '../corpus/types.ts';
import type { Split } from './split.ts';

/** What a recipe may look at. Only what `split` calls training is ever trained or fitted on. */
export interface LabData {
  readonly shard: Shard;
  readonly dimensions: number;
  /** Frozen vectors of the arm that is trained on, [passages × d] and [queries × d]. */
  readonly passages: Float32Array;
  readonly queries: Float32Array;
  readonly split: Split;
}
