import type { FileAppender, FileStore } from '../storage/file-store.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import { isStorageFull } from '../storage/storage-full.ts';

/** A file that is written to the store for as long as that has room, and goes on in memory from there. */
export interface SpillFile {
  /** Bytes that it has. */
  readonly size: number;
  /** Nothing of it is in memory. */
  readonly onDisk: boolean;
  /** @param keep bytes of what is there that stay */
  open(keep: number): Promise<void>;
  /** @throws CrosslensError `not-possible` while somebody else writes it */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  blob(): Promise<Blob>;
}

export async function openSpillFile(store: FileStore, path: string): Promise<SpillFile> {
  const memory = createMemoryStore();
  const kept = await store.read(path);
  /** Bytes of the file that the store has. */
  let onDisk = kept?.size ?? 0;
  let appender: FileAppender | null = null;
  let rest: FileAppender | null = null;

  const close = async (): Promise<void> => {
    const [first, second] = [appender, rest];
    appender = null;
    rest = null;
    await first?.close();
    await second?.close();
  };
  const spill = async (): Promise<FileAppender> => {
    await appender?.close().catch(() => undefined);
    appender = null;
    rest = await memory.append(path);
    spilled = true;
    return rest;
  };
  let spilled = false;
  let inMemory = 0;

  return {
    get size() {
      return onDisk + inMemory;
    },
    get onDisk() {
      return !spilled;
    },
    async open(keep) {
      await close();
      if (spilled) {
        inMemory = Math.max(0, keep - onDisk);
        rest = await memory.append(path, inMemory);
        // Less than the disk has is wanted: the disk's file stays as it is, and no more of it is read.
        onDisk = Math.min(onDisk, keep);
        return;
      }
      try {
        appender = await store.append(path, keep);
        onDisk = appender.size;
      } catch (error) {
        if (!isStorageFull(error)) throw error;
        onDisk = Math.min(onDisk, keep);
        await spill();
      }
    },
    async write(bytes) {
      if (appender !== null) {
        try {
          await appender.write(bytes);
          onDisk = appender.size;
          return;
        } catch (error) {
          if (!isStorageFull(error)) throw error;
        }
      }
      const target = rest ?? (await spill());
      await target.write(bytes);
      inMemory += bytes.length;
    },
    close,
    async blob() {
      const first = (await store.read(path))?.slice(0, onDisk) ?? new Blob();
      return spilled ? new Blob([first, (await memory.read(path)) ?? new Blob()]) : first;
    },
  };
}
