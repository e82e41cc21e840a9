import type { FileStore } from './file-store.ts';
import { beingWritten } from './storage-full.ts';

/** Pieces that come in are put together in blocks of this size: a Blob of very many parts is slow to read. */
const BLOCK_BYTES = 2 ** 22;

/** Keeps files for as long as the page lives. */
export function createMemoryStore(): FileStore {
  const files = new Map<string, { readonly content: Blob; readonly modified: number }>();
  /** What is being written, as far as it has come. */
  const writing = new Map<string, () => Blob>();
  const put = (path: string, content: Blob): void => {
    files.set(path, { content, modified: Date.now() });
  };
  return {
    keeps: 'memory',
    list: (folder) =>
      Promise.resolve(
        [...files]
          .filter(([path]) => path.startsWith(`${folder}/`))
          .map(([path, { content, modified }]) => ({ path, bytes: content.size, modified })),
      ),
    read: (path) => Promise.resolve(writing.get(path)?.() ?? files.get(path)?.content ?? null),
    write(path, content) {
      put(path, new Blob([content]));
      return Promise.resolve();
    },
    append(path, keep = Infinity) {
      if (writing.has(path)) return Promise.reject(beingWritten(path));
      const blocks = [
        (files.get(path)?.content ?? new Blob()).slice(0, Math.min(keep, Number.MAX_SAFE_INTEGER)),
      ];
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      let size = blocks[0]?.size ?? 0;
      let inPieces = 0;
      const whole = (): Blob => new Blob([...blocks, ...pieces]);
      put(path, whole());
      writing.set(path, whole);
      return Promise.resolve({
        get size() {
          return size;
        },
        write(bytes) {
          pieces.push(bytes.slice());
          size += bytes.length;
          inPieces += bytes.length;
          if (inPieces >= BLOCK_BYTES) {
            blocks.push(new Blob(pieces));
            pieces = [];
            inPieces = 0;
          }
          return Promise.resolve();
        },
        close() {
          put(path, whole());
          writing.delete(path);
          return Promise.resolve();
        },
      });
    },
    move(from, to) {
      const file = files.get(from);
      if (file !== undefined) files.set(to, file);
      files.delete(from);
      return Promise.resolve();
    },
    remove(path) {
      for (const name of files.keys()) {
        if (name === path || name.startsWith(`${path}/`)) files.delete(name);
      }
      return Promise.resolve();
    },
  };
}
