import { CrosslensError } from '../../protocol/errors.ts';

/** @param what the file or folder that found no room */
export function storageFull(what: string, cause: unknown): CrosslensError {
  return new CrosslensError('storage-full', `There is no room left to keep ${what}.`, { cause });
}

export function isStorageFull(error: unknown): boolean {
  return error instanceof CrosslensError && error.code === 'storage-full';
}

/** Another writer has the file. */
export function beingWritten(path: string, cause?: unknown): CrosslensError {
  return new CrosslensError(
    'not-possible',
    `${path} is being written already, in another tab maybe. Wait until that is done.`,
    { cause },
  );
}
