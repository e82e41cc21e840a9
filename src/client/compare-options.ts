import type { CompareOptions } from '../domain/significance/compare-arms.ts';

/** How arms are compared everywhere in the app; an experiment file writes it down. */
export const COMPARE_OPTIONS: CompareOptions = {
  seed: 1,
  resamples: 10_000,
  level: 0.05,
  correction: 'holm',
};
