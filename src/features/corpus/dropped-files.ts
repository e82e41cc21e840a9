/** The files of a drop, folders walked through to their files. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  // Entries must be taken before the first await: the browser empties the list when the event is over.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return [...transfer.files];
  const files = await Promise.all(entries.map(filesOf));
  return files.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    return [file];
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

/** Of a folder, what may be a corpus: hidden files and other kinds would only fill the report. */
export function corpusFiles(files: readonly File[]): readonly File[] {
  return files.filter(
    ({ name }) => !name.startsWith('.') && /\.(json|jsonl|ndjson|qrels|run|trec)(\.gz)?$/i.test(name),
  );
}
