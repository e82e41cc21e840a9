import { atPath, pathOf } from '../../client/sort-files.ts';

/** The files of a drop, folders walked through to their files. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  // Entries must be taken before the first await: the browser empties the list when the event is over.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return [...transfer.files];
  const files = await Promise.all(entries.map(filesOf));
  return visibleFiles(files.flat());
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    // A file of a folder keeps its path; one that was dropped by itself has none.
    const path = entry.fullPath.replace(/^\//, '');
    return [path === file.name ? file : atPath(file, path)];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  // A reader hands out a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) break;
    found.push(...batch);
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

/** Of a folder, all but hidden files: what cannot be read of it is told in the report. */
export function visibleFiles(files: readonly File[]): readonly File[] {
  return files.filter(
    (file) =>
      !pathOf(file)
        .split('/')
        .some((part) => part.startsWith('.') || part === '__MACOSX'),
  );
}
