import type { AdapterStep } from '../../adapter/adapter.ts';

export interface FittedControl {
  /** Ends in unit length. */
  readonly steps: readonly AdapterStep[];
  /** Vectors that it was fitted on; for `shift`, sets of parallel passages, counted for each language. */
  readonly examples: number;
}
