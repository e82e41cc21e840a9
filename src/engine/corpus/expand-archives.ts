import { throwIfAborted } from '../../protocol/errors.ts';
import { expandArchive, isZip } from './archive/expand-archive.ts';
import { FileRefused } from './formats/format-reader.ts';
import { unreadableSource } from './archive/unreadable-source.ts';
import type { SourceFile } from './source-file.ts';

/** The files with the members of ZIP archives in the place of each archive. One that cannot be opened stays, and says why when it is read. */
export async function expandArchives(
  files: readonly SourceFile[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly SourceFile[]> {
  const expanded: SourceFile[] = [];
  for (const file of files) {
    throwIfAborted(signal);
    // What cannot be read is told when it is read.
    const head = await file.slice(0, 4).catch(() => new Uint8Array(0));
    if (!isZip(head)) {
      expanded.push(file);
      continue;
    }
    try {
      expanded.push(...(await expandArchive(file)));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      expanded.push(unreadableSource(file.name, file.size, error.message));
    }
  }
  return expanded;
}
