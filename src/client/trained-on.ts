import type { TrainedOn } from '../protocol/arm.ts';
import type { ArmState } from './session/session-state.ts';

/**
 * What the arms on the screen were trained on in the Lab, all together: questions about it judge none of them, so
 * that every arm is judged by the same questions.
 */
export function trainedOn(arms: readonly ArmState[]): TrainedOn {
  return [...new Set(arms.flatMap(({ lab }) => lab?.training.flatMap(({ keys }) => keys) ?? []))].sort();
}

/** Names what `trainedOn` gives without holding it: for keys of queries. */
export function trainedOnKey(arms: readonly ArmState[]): string {
  return arms
    .filter(({ lab }) => (lab?.training.length ?? 0) > 0)
    .map(({ spec }) => spec.id)
    .sort()
    .join();
}
