import { CrosslensError } from '../../protocol/errors.ts';

const FLOAT_BYTES = 4;

/** Float32 numbers of a Blob, which has them in the order of this machine's bytes: everywhere little endian. */
export async function floatsOf(blob: Blob): Promise<Float32Array<ArrayBuffer>> {
  if (blob.size % FLOAT_BYTES !== 0) {
    throw new CrosslensError('internal', `${String(blob.size)} bytes are no whole number of floats.`);
  }
  return new Float32Array(await blob.arrayBuffer());
}
