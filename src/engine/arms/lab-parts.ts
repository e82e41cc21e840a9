import type { QueryForm } from '../../domain/lab/query-form.ts';
import type { Rescorer } from './rescorer.ts';
import type { Adapt } from './shard-encoder.ts';

/** What the Lab adds to an encoder's arm. Each part may be missing. */
export interface LabParts {
  /** What is done to vectors. */
  readonly adapt: Adapt | null;
  /** What is done to queries before they are encoded. */
  readonly form: QueryForm | null;
  /** What is done to scores. */
  readonly rescorer: Rescorer | null;
  /** Whether the encoder gives vectors of unit length, which a mean of vectors must then have as well. */
  readonly unitLength: boolean;
}

export const AS_IT_IS: LabParts = { adapt: null, form: null, rescorer: null, unitLength: true };
