import { readFile } from 'node:fs/promises';
import { openLabArm } from '../engine/lab/arm-file.ts';
import type { TrainedOn } from '../protocol/arm.ts';
import { UsageError } from './usage.ts';

/** An arm of the Lab stands wherever a model's id may stand, as the path of its file. */
export function isLabFile(id: string): boolean {
  return id.endsWith('.safetensors');
}

/** @throws UsageError when it cannot be read */
export async function readLabFile(path: string): Promise<Blob> {
  try {
    return new Blob([await readFile(path)]);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${String(error)}`);
  }
}

/** What the models among `ids` that were made in the Lab were trained on, all together. */
export async function trainedOnOf(ids: readonly string[]): Promise<TrainedOn> {
  const arms = await Promise.all(
    ids.filter(isLabFile).map(async (path) => (await openLabArm(await readLabFile(path))).arm),
  );
  return [...new Set(arms.flatMap(({ training }) => training.flatMap(({ keys }) => keys)))].sort();
}
