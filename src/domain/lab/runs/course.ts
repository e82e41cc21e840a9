import type { AdapterStep } from '../../adapter/adapter.ts';
import type { RoundReport, StepReport } from '../lab-run.ts';

/** What a course shows of itself. It keeps this up to date. */
export interface Standing {
  /** Optimiser steps of the whole course, as far as is known. */
  total: number;
  phase: string;
  epoch: number;
  examples: number;
  rounds: readonly RoundReport[];
}

/** One piece of work: an optimiser step, or something between steps that takes a moment (`null`). */
export type Piece = StepReport | null;

/** A recipe's work, a piece at a time, in an order that nothing from outside changes. */
export interface Course {
  readonly standing: Readonly<Standing>;
  readonly pieces: Iterator<Piece, void>;
  /** A copy of what is learnt so far, without unit length. */
  steps(): readonly AdapterStep[];
}
