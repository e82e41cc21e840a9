import type { DenseArm } from '../engine/arms/dense-arm.ts';
import { createDenseArm } from '../engine/arms/dense-arm.ts';
import { openLabParts } from '../engine/arms/open-lab-parts.ts';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { openLabArm } from '../engine/lab/arm-file.ts';
import type { LabInput } from '../engine/lab/create-lab.ts';
import type { EncoderEntry } from '../protocol/manifest.ts';
import { isLabFile, readLabFile } from './lab-file.ts';
import { findEncoder, openFromFolder, readManifest } from './model-folder.ts';
import { UsageError } from './usage.ts';

export interface OpenedDense {
  readonly arm: DenseArm;
  readonly entry: EncoderEntry;
  /** Gives token vectors as the arm has them. */
  readonly encoder: Encoder;
  /** What the Lab made of the encoder; `null` for the encoder itself. */
  readonly base: LabInput['base'];
}

/** @param id an encoder's id, or the path of an arm of the Lab */
export async function openDense(id: string, threads: number): Promise<OpenedDense> {
  const manifest = await readManifest();
  if (!isLabFile(id)) {
    const entry = findEncoder(manifest, id);
    const encoder = await openFromFolder(entry, threads);
    return { arm: createDenseArm(encoder), entry, encoder, base: null };
  }
  const file = await readLabFile(id);
  const base = await openLabArm(file);
  const { id: stands, revision } = base.arm.encoder;
  const entry = findEncoder(manifest, stands);
  if (entry.revision !== revision) {
    throw new UsageError(`${id} was made for ${stands} ${revision}, not for ${entry.revision}.`);
  }
  const { encoder, parts } = await openLabParts(file, entry, await openFromFolder(entry, threads));
  return { arm: createDenseArm(encoder, parts), entry, encoder, base };
}
