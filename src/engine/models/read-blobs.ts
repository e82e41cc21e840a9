import { CrosslensError } from '../../protocol/errors.ts';
import type { ReadModelFile } from './model-source.ts';

/** Reads model files that are here already, in memory or on disk. */
export function readBlobs(blobs: Readonly<Record<string, Blob>>): ReadModelFile {
  return async (path, { onBytes }) => {
    const blob = blobs[path];
    if (blob === undefined) throw new CrosslensError('not-found', `${path} is not among the model's files.`);
    try {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      onBytes(bytes.length);
      return bytes;
    } catch (error) {
      // A picked file may have been changed or moved since.
      throw new CrosslensError('file-needed', `${path} can no longer be read: ${String(error)}`, {
        cause: error,
      });
    }
  };
}
