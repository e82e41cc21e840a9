import { CrosslensError } from '../../protocol/errors.ts';
import type { SafeTensor } from '../safetensors.ts';
import { readSafetensors } from '../safetensors.ts';

/** @throws CrosslensError `model-invalid` */
export function readWeights(bytes: Uint8Array, path: string): ReadonlyMap<string, SafeTensor> {
  try {
    return readSafetensors(bytes, { halves: true }).tensors;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new CrosslensError('model-invalid', `${path} cannot be read: ${text}`, { cause: error });
  }
}
