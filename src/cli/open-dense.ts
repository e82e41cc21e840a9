import type { DenseArm } from '../engine/arms/dense-arm.ts';
import { createDenseArm } from '../engine/arms/dense-arm.ts';
import { openLabParts } from '../engine/arms/open-lab-parts.ts';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { openLabArm } from '../engine/lab/arm-file.ts';
import type { LabInput } from '../engine/lab/create-lab.ts';
import type { EncoderProfile } from '../protocol/encoder.ts';
import type { Arguments } from './arguments.ts';
import { isLabFile, readLabFile } from './lab-file.ts';
import { openModel } from './open-model.ts';
import { threadsOf } from './threads.ts';
import { UsageError } from './usage.ts';

export interface OpenedDense {
  readonly arm: DenseArm;
  readonly entry: EncoderProfile;
  /** Gives token vectors as the arm has them. */
  readonly encoder: Encoder;
  /** What the Lab made of the encoder; `null` for the encoder itself. */
  readonly base: LabInput['base'];
}

/** @param id an encoder's id or place, or the path of an arm of the Lab */
export async function openDense(id: string, args: Arguments): Promise<OpenedDense> {
  const threads = threadsOf(args);
  if (!isLabFile(id)) {
    const { profile, encoder } = await openModel(id, args, threads);
    return { arm: createDenseArm(encoder), entry: profile, encoder, base: null };
  }
  const file = await readLabFile(id);
  const base = await openLabArm(file);
  const { id: stands, revision } = base.arm.encoder;
  const { profile: entry, encoder: bare } = await openModel(stands, args, threads);
  if (entry.revision !== revision) {
    throw new UsageError(`${id} was made for ${stands} ${revision}, not for ${entry.revision}.`);
  }
  const { encoder, parts } = await openLabParts(file, entry, bare);
  return { arm: createDenseArm(encoder, parts), entry, encoder, base };
}
