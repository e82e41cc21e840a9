import { openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { FileStore } from '../engine/storage/file-store.ts';
import { beingWritten, storageFull } from '../engine/storage/storage-full.ts';
import { filesUnder } from './files-under.ts';

/** Where the command line keeps what it fetched. */
export function cacheFolder(): string {
  return resolve(process.env['CROSSLENS_CACHE'] ?? join(homedir(), '.cache', 'crosslens'));
}

/** After the name of a file that is to take another's place. */
const BESIDE = '.new';

/** A folder of this machine as a store. Nothing is made before something is written. */
export function createFolderStore(folder: string): FileStore {
  const root = resolve(folder);
  const writing = new Set<string>();
  const place = (path: string): string => {
    const found = resolve(root, path);
    if (!found.startsWith(root + sep)) throw new Error(`${path} leads out of ${root}.`);
    return found;
  };
  const made = async (path: string): Promise<string> => {
    const found = place(path);
    await mkdir(dirname(found), { recursive: true });
    return found;
  };
  return {
    keeps: 'disk',
    async list(under) {
      const paths = await filesUnder(place(under)).catch(emptyWhereMissing);
      const listed = paths.filter((path) => !path.endsWith(BESIDE));
      return Promise.all(
        listed.map(async (path) => {
          const { size, mtimeMs } = await stat(place(`${under}/${path}`));
          return { path: `${under}/${path}`, bytes: size, modified: mtimeMs };
        }),
      );
    },
    async read(path) {
      const found = await stat(place(path)).catch(() => null);
      return found?.isFile() === true ? openAsBlob(place(path)) : null;
    },
    async write(path, content) {
      try {
        const target = await made(path);
        const beside = `${target}${BESIDE}`;
        await writeFile(beside, content instanceof Blob ? content.stream() : content);
        await rename(beside, target);
      } catch (error) {
        throw named(error, path);
      }
    },
    async append(path, keep = Infinity) {
      if (writing.has(path)) throw beingWritten(path);
      writing.add(path);
      try {
        const target = await made(path);
        const file = await open(target, 'a+');
        let size = Math.min(keep, (await file.stat()).size);
        await file.truncate(size);
        return {
          get size() {
            return size;
          },
          async write(bytes) {
            try {
              await file.appendFile(bytes);
              size += bytes.length;
            } catch (error) {
              await file.truncate(size).catch(() => undefined);
              throw named(error, path);
            }
          },
          async close() {
            writing.delete(path);
            await file.close();
          },
        };
      } catch (error) {
        writing.delete(path);
        throw named(error, path);
      }
    },
    async move(from, to) {
      await rename(place(from), await made(to));
    },
    async remove(path) {
      await rm(place(path), { recursive: true, force: true });
    },
  };
}

function emptyWhereMissing(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

function named(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? storageFull(path, error) : error;
}
