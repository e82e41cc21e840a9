import type { Adapter } from '../../domain/adapter/adapter.ts';
import type { LabData } from '../../domain/lab/lab-data.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { HeldOut } from './held-out.ts';
import type { Learnt } from './seed-run.ts';

/** What a job of the Lab works on: frozen vectors, a split, and what judges. */
export interface Bench {
  readonly data: LabData;
  readonly shardHash: string;
  readonly encoder: LabArm['encoder'];
  /** The arm of the Lab that the vectors come from; `null`: the encoder's own. */
  readonly base: { readonly arm: LabArm; readonly adapter: Adapter } | null;
  /** All held-out questions, and the sample for the live curve. They share a kernel: one measurement at a time. */
  readonly heldOut: HeldOut;
  readonly sample: HeldOut;
}

/** What a recipe makes of the bench's vectors. */
export function adapterOf({ data }: Bench, { steps }: Pick<Learnt, 'steps'>): Adapter {
  return { dimensions: data.dimensions, steps };
}
