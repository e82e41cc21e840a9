import type { Take } from './corpus-file.ts';
import type { SourceFile } from './source-file.ts';

/** A file that the browser holds: picked, dropped, fetched or kept. A File's bytes stay on disk until they are read. */
export function sourceFromBlob(name: string, blob: Blob, take?: Take): SourceFile {
  return {
    name,
    size: blob.size,
    take,
    stream: () => blob.stream(),
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** A folder's files carry their path: the name alone says too little when two folders hold an `en.json`. */
export function sourceFromFile(file: File): SourceFile {
  return sourceFromBlob(file.webkitRelativePath || file.name, file);
}

export function sourceFromBytes(name: string, bytes: Uint8Array, take?: Take): SourceFile {
  // A view into a shared buffer is no BlobPart.
  return sourceFromBlob(name, new Blob([new Uint8Array(bytes)]), take);
}
