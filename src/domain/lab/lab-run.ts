import type { AdapterStep } from '../adapter/adapter.ts';

/** One optimiser step, or one fit in closed form. */
export interface StepReport {
  /** Mean loss of the batch; `null` for a fit without a loss. */
  readonly loss: number | null;
  /** Euclidean norm of the whole gradient; `null` for a fit without one. */
  readonly gradientNorm: number | null;
}

/** What one round of self-training did. */
export interface RoundReport {
  readonly round: number;
  /** Steps of the run that were done before the round's training began. */
  readonly step: number;
  /** Pseudo-labelled pairs that passed the threshold, and the training queries they were sought for. */
  readonly labelled: number;
  readonly queries: number;
  /** Share of the pseudo-labels that are relevant by the judgements, which training never looks at. */
  readonly precision: number | null;
  /** 1 − mean cosine between the training queries' vectors now and before the first round. */
  readonly drift: number;
}

/**
 * A recipe at work. Deterministic: the same data, recipe, seed and algebra give the same parameters bit for bit,
 * however often `advance` is interrupted.
 */
export interface LabRun {
  /** Steps of the whole run; an estimate for self-training, which learns its batches as it goes. */
  readonly total: number;
  readonly done: number;
  /** What is going on, in two or three words: `aligning`, `round 2 of 3`. */
  readonly phase: string;
  /** Passes over the data so far. */
  readonly epoch: number;
  /** One step. Does nothing when done. A loss or gradient that is not finite is reported, and not applied. */
  advance(): StepReport;
  /** A copy of what is learnt so far, ending in unit length. */
  steps(): readonly AdapterStep[];
  readonly rounds: readonly RoundReport[];
  dispose(): void;
}
