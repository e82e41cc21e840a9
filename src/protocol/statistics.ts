import type { CompareOptions, Comparison } from '../domain/significance/compare-arms.ts';
import type { LanguageChange } from '../domain/significance/compare-by-language.ts';
import type { ValuesOutput } from './arm.ts';
import type { Method } from './contract.ts';

/** One arm's values; `null` while it has none: not indexed, failed or cancelled. Such an arm is not tested. */
export interface ComparedArm {
  readonly id: string;
  readonly values: ValuesOutput | null;
}

export interface CompareInput {
  readonly arms: readonly ComparedArm[];
  readonly options: CompareOptions;
}

export interface CompareOutput extends Comparison {
  /** Questions of each arm, after parallel queries were averaged. */
  readonly questions: Readonly<Record<string, number>>;
  /** Questions of which some queries alone have a value. */
  readonly partial: Readonly<Record<string, number>>;
}

export interface CompareByLanguageInput {
  readonly before: ValuesOutput;
  readonly after: ValuesOutput;
  readonly options: CompareOptions;
}

/** Tests and intervals: tens of millions of random draws, off the main thread. */
export type StatisticsContract = {
  compare: Method<CompareInput, CompareOutput>;
  compareByLanguage: Method<CompareByLanguageInput, readonly LanguageChange[]>;
};
