import type { FileAppender, FileStore, StoredFile } from './file-store.ts';
import { beingWritten, storageFull } from './storage-full.ts';

/**
 * The origin's private file system (WHATWG File System). In a worker, files are appended through a sync access handle:
 * it writes in place, so that what was written stays when the tab goes, and it locks out a second writer. A writable
 * stream writes beside the file and takes its place when it is closed, which is what `write` wants; Safari before 26
 * has none, so a file written under another name is moved there.
 *
 * @param folder a folder of the origin's that this store has for itself
 */
export async function openOpfsStore(folder = 'crosslens'): Promise<FileStore> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });

  const store: FileStore = {
    keeps: 'disk',
    async list(path) {
      const directory = await find(root, path);
      return directory === null ? [] : listUnder(directory, path);
    },
    async read(path) {
      return (await fileHandle(path))?.getFile() ?? null;
    },
    async write(path, content) {
      const handle = await create(path);
      try {
        if ('createWritable' in handle) await writeThroughStream(handle, content);
        else await writeBeside(path, content);
      } catch (error) {
        throw named(error, path);
      }
    },
    async append(path, keep) {
      const handle = await create(path);
      try {
        return 'createSyncAccessHandle' in handle
          ? await appendInPlace(handle, path, keep)
          : await appendThroughStream(handle, path, keep);
      } catch (error) {
        throw named(error, path);
      }
    },
    async move(from, to) {
      const handle = await fileHandle(from);
      if (handle === null) return;
      const [directory, name] = await parentOf(to);
      try {
        if (canMove(handle)) await handle.move(directory, name);
        else {
          await store.write(to, await handle.getFile());
          await store.remove(from);
        }
      } catch (error) {
        throw named(error, to);
      }
    },
    async remove(path) {
      const parent = await find(root, folderOf(path));
      await parent?.removeEntry(nameOf(path), { recursive: true }).catch((error: unknown) => {
        if (!isMissing(error)) throw named(error, path);
      });
    },
  };
  return store;

  async function parentOf(path: string): Promise<readonly [FileSystemDirectoryHandle, string]> {
    let directory = root;
    for (const part of parts(folderOf(path)))
      directory = await directory.getDirectoryHandle(part, { create: true });
    return [directory, nameOf(path)];
  }

  async function create(path: string): Promise<FileSystemFileHandle> {
    try {
      const [directory, name] = await parentOf(path);
      return await directory.getFileHandle(name, { create: true });
    } catch (error) {
      throw named(error, path);
    }
  }

  async function fileHandle(path: string): Promise<FileSystemFileHandle | null> {
    const directory = await find(root, folderOf(path));
    try {
      return (await directory?.getFileHandle(nameOf(path))) ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Where there are no writable streams. */
  async function writeBeside(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    const temporary = `${path}${BESIDE}`;
    const appender = await store.append(temporary, 0);
    try {
      for await (const chunk of chunksOf(new Blob([content]))) await appender.write(chunk);
    } finally {
      await appender.close();
    }
    const handle = await fileHandle(temporary);
    const [directory, name] = await parentOf(path);
    if (handle !== null && canMove(handle)) {
      await handle.move(directory, name);
      return;
    }
    const target = await store.append(path, 0);
    try {
      for await (const chunk of chunksOf(new Blob([content]))) await target.write(chunk);
    } finally {
      await target.close();
    }
    await store.remove(temporary);
  }
}

/** After the name of a file that is to take another's place. */
const BESIDE = '.new';

interface Movable {
  move(directory: FileSystemDirectoryHandle, name: string): Promise<void>;
}

function canMove(handle: FileSystemFileHandle): handle is FileSystemFileHandle & Movable {
  return 'move' in handle;
}

async function writeThroughStream(
  handle: FileSystemFileHandle,
  content: Blob | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const stream = await handle.createWritable();
  try {
    await stream.write(content);
    await stream.close();
  } catch (error) {
    // What was there stays.
    await stream.abort().catch(() => undefined);
    throw error;
  }
}

async function appendInPlace(
  handle: FileSystemFileHandle,
  path: string,
  keep: number | undefined,
): Promise<FileAppender> {
  const access = await handle.createSyncAccessHandle();
  let size = Math.min(keep ?? Infinity, access.getSize());
  try {
    access.truncate(size);
  } catch (error) {
    access.close();
    throw error;
  }
  return {
    get size() {
      return size;
    },
    write(bytes) {
      try {
        const written = access.write(bytes, { at: size });
        // Chromium 156 over its quota: no exception, but −8 as an unsigned number, with a part of the bytes written.
        if (written !== bytes.length) {
          access.truncate(size);
          throw storageFull(path, new Error(`${written} of ${bytes.length} bytes were written.`));
        }
        size += written;
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(named(error, path));
      }
    },
    close() {
      try {
        access.flush();
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(named(error, path));
      } finally {
        access.close();
      }
    },
  };
}

/** Outside a worker: what is written is there when it is closed, and not before. */
async function appendThroughStream(
  handle: FileSystemFileHandle,
  path: string,
  keep: number | undefined,
): Promise<FileAppender> {
  const stream = await handle.createWritable({ keepExistingData: true });
  let size = Math.min(keep ?? Infinity, (await handle.getFile()).size);
  await stream.truncate(size);
  await stream.seek(size);
  return {
    get size() {
      return size;
    },
    async write(bytes) {
      try {
        await stream.write(bytes);
        size += bytes.length;
      } catch (error) {
        throw named(error, path);
      }
    },
    async close() {
      try {
        await stream.close();
      } catch (error) {
        throw named(error, path);
      }
    },
  };
}

async function listUnder(directory: FileSystemDirectoryHandle, path: string): Promise<readonly StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const [name, handle] of directory.entries()) {
    const own = path === '' ? name : `${path}/${name}`;
    if (handle.kind === 'directory') {
      found.push(...(await listUnder(handle, own)));
    } else if (!name.endsWith(BESIDE)) {
      const { size, lastModified } = await handle.getFile();
      found.push({ path: own, bytes: size, modified: lastModified });
    }
  }
  return found;
}

async function find(
  root: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemDirectoryHandle | null> {
  let directory = root;
  try {
    for (const part of parts(path)) directory = await directory.getDirectoryHandle(part);
    return directory;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const step = 2 ** 22;
  for (let at = 0; at < blob.size; at += step) {
    yield new Uint8Array(await blob.slice(at, at + step).arrayBuffer());
  }
}

function parts(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isMissing(error: unknown): boolean {
  // A file where a folder is looked for is as good as none.
  return error instanceof DOMException && ['NotFoundError', 'TypeMismatchError'].includes(error.name);
}

/** Errors of the file system by their names (WHATWG File System; `QuotaExceededError` became a class in 2025). */
function named(error: unknown, path: string): Error {
  if (!(error instanceof Error)) return new Error(`${path}: ${String(error)}`);
  if (error.name === 'QuotaExceededError') return storageFull(path, error);
  if (error.name === 'NoModificationAllowedError') return beingWritten(path, error);
  return error;
}
