import { z } from 'zod';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { ListedFile } from '../../protocol/library.ts';
import { sha256 } from '../../protocol/sha256.ts';
import type { FileStore } from '../storage/file-store.ts';
import { isStorageFull } from '../storage/storage-full.ts';
import { hashBlob, startHash } from './hash-stream.ts';
import type { StreamHash } from './hash-stream.ts';
import { brokenOff, strangeFile } from './sources/http.ts';
import type { OpenedFile, SourceReader } from './sources/source.ts';
import { strangeBeginning } from './sources/strange-beginning.ts';
import type { SpillFile } from './spill-file.ts';
import { openSpillFile } from './spill-file.ts';

/** Of a file whose size nobody stated. */
const MAX_BYTES = 2 ** 32;
/** A connection that breaks is tried again so often, after a wait that doubles; one that got on begins to count anew. */
const RETRIES = 3;
const FIRST_WAIT_MS = 500;
const PATIENCE_MS = 60_000;

/** What was fetched, checked and hashed. */
export interface Downloaded {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly blob: Blob;
  /** Where the store has it; `null` where a part of it is in memory, as the store was full. */
  readonly stored: string | null;
}

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param resumed bytes among them that an earlier try had kept */
  readonly onBytes?: ((loaded: number, resumed: number, total: number | null) => void) | undefined;
  /** Milliseconds before the first new try. */
  readonly wait?: number;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly patience?: number;
}

/** Beside a file that is being fetched: enough to go on with it, and to list it. */
const aboutSchema = z.object({
  address: z.string(),
  path: z.string(),
  validator: z.string().nullable(),
  total: z.number().nullable(),
});
type About = z.infer<typeof aboutSchema>;

/** Folder of unfinished downloads. */
export const DOWNLOADS = 'downloads';

/** What the file of that name in a download's folder says of it; `null` where it says nothing. */
export async function aboutDownload(store: FileStore, folder: string): Promise<About | null> {
  try {
    const stored = await store.read(`${folder}/about.json`);
    return stored === null ? null : aboutSchema.parse(JSON.parse(await stored.text()));
  } catch {
    return null;
  }
}

/**
 * Fetches a file into the store under `downloads/`, and goes on where an earlier try stopped: a cancel, a broken
 * connection or a closed tab loses nothing. What an earlier try kept is hashed again, as it may have been cut anywhere.
 * It begins anew where the server does not give parts, or where the content may have changed since.
 *
 * @throws CrosslensError as `SourceReader.open` does; `hash-mismatch`, `file-damaged` (what was fetched is removed),
 * `aborted`, `network` (it is kept)
 */
export async function download(
  store: FileStore,
  source: SourceReader,
  file: ListedFile,
  options: DownloadOptions = {},
): Promise<Downloaded> {
  const { signal } = options;
  const key = source.keyOf(file.path);
  const folder = `${DOWNLOADS}/${(await sha256(`${key} ${file.sha256 ?? ''}`)).slice(0, 32)}`;
  const content = `${folder}/content`;
  const before = await aboutDownload(store, folder);
  if (before === null) await store.remove(folder);
  const target = await openSpillFile(store, content);
  if (target.size > (file.bytes ?? MAX_BYTES)) await target.open(0);
  try {
    const hash = await fetchAll({ store, source, file, target, folder, before, options });
    const found = hash.finish();
    if (file.sha256 !== null && found !== file.sha256) {
      throw new CrosslensError(
        'hash-mismatch',
        `${source.addressOf(file.path)} came with SHA-256 ${found.slice(0, 12)}…, and its listing says ${file.sha256.slice(0, 12)}…. It was removed.`,
      );
    }
    await target.close();
    return {
      path: file.path,
      bytes: target.size,
      sha256: found,
      blob: await target.blob(),
      stored: target.onDisk ? content : null,
    };
  } catch (error) {
    await target.close();
    throwIfAborted(signal);
    if (isWorthless(error)) await store.remove(folder);
    throw error;
  }
}

interface Job {
  readonly store: FileStore;
  readonly source: SourceReader;
  readonly file: ListedFile;
  readonly target: SpillFile;
  readonly folder: string;
  readonly before: About | null;
  readonly options: DownloadOptions;
}

/** @returns the hash of all that is there then */
async function fetchAll(job: Job): Promise<StreamHash> {
  const { source, file, target, options } = job;
  const { signal, onBytes } = options;
  let about = job.before;
  let hash = startHash();
  await hashBlob(hash, await target.blob(), signal);
  let resumed = target.size;
  let failures = 0;
  for (;;) {
    if (target.size > 0 && target.size === (file.bytes ?? about?.total)) {
      if (!source.mayChange(file.path) || file.sha256 !== null) return hash;
    }
    const started = target.size;
    try {
      let opened = await source.open(file.path, started, signal);
      if (started > 0 && opened.from === started && !continues(job, about, opened)) {
        await opened.body.cancel();
        opened = await source.open(file.path, 0, signal);
      }
      if (opened.from !== target.size) {
        if (opened.from !== 0) throw broken(job, `began at byte ${opened.from} instead of ${target.size}`);
        hash = startHash();
        resumed = 0;
      }
      about = await remember(job, opened);
      await receive(job, opened, hash, (loaded) => onBytes?.(loaded, resumed, about?.total ?? null));
      return hash;
    } catch (error) {
      await target.close();
      if (!(error instanceof CrosslensError) || error.code !== 'network') throw error;
      failures = target.size > started ? 1 : failures + 1;
      if (failures > RETRIES) throw error;
      await pause((options.wait ?? FIRST_WAIT_MS) * 2 ** (failures - 1), signal);
    }
  }
}

/** Whether a part that was asked for belongs to what is there. */
function continues({ source, file }: Job, about: About | null, opened: OpenedFile): boolean {
  if (about === null) return false;
  if (about.total !== null && opened.total !== null && about.total !== opened.total) return false;
  // What is named by a commit or checked by a hash at the end needs no further word.
  if (!source.mayChange(file.path) || file.sha256 !== null) return true;
  return about.validator !== null && about.validator === opened.validator;
}

async function remember({ store, source, file, folder }: Job, opened: OpenedFile): Promise<About> {
  const about: About = {
    address: source.addressOf(file.path),
    path: file.path,
    validator: opened.validator,
    total: file.bytes ?? opened.total,
  };
  try {
    await store.write(`${folder}/about.json`, new TextEncoder().encode(JSON.stringify(about)));
  } catch (error) {
    // The download goes on in memory then.
    if (!isStorageFull(error)) throw error;
  }
  return about;
}

/** Takes a body to its end. */
async function receive(
  job: Job,
  { from, total, body }: OpenedFile,
  hash: StreamHash,
  onBytes: (loaded: number) => void,
): Promise<void> {
  const { source, file, target, options } = job;
  const reader = body.getReader();
  const read = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
    try {
      const { value } = await soon(reader.read(), options.patience ?? PATIENCE_MS);
      return value ?? null;
    } catch (error) {
      throw brokenOff(error, address, options.signal, 'broke off');
    }
  };
  const limit = file.bytes ?? MAX_BYTES;
  const address = source.addressOf(file.path);
  try {
    await target.open(from);
    onBytes(target.size);
    for (let chunk = await read(); chunk !== null; chunk = await read()) {
      if (target.size === 0) {
        const strange = strangeBeginning(chunk);
        if (strange !== null) throw strangeFile(address, strange);
      }
      if (target.size + chunk.length > limit) {
        throw new CrosslensError(
          'file-damaged',
          `${address} is longer than the ${limit} bytes that ${file.bytes === null ? 'are taken at most' : 'its listing says'}. It was removed.`,
        );
      }
      hash.update(chunk);
      await target.write(chunk);
      onBytes(target.size);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  const whole = file.bytes ?? total;
  if (whole === null || target.size >= whole) return;
  if (target.size !== total) throw broken(job, `ended after ${target.size} of ${whole} bytes`);
  throw new CrosslensError(
    'file-damaged',
    `${address} has ${target.size} bytes where its listing says ${whole}. It was removed.`,
  );
}

function broken({ source, file }: Job, how: string): CrosslensError {
  return new CrosslensError('network', `${source.addressOf(file.path)} ${how}.`);
}

/** @throws Error when nothing comes for so long */
async function soon<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`nothing came for ${milliseconds / 1000} s`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isWorthless(error: unknown): boolean {
  return error instanceof CrosslensError && (error.code === 'hash-mismatch' || error.code === 'file-damaged');
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new CrosslensError('aborted', 'Cancelled.'));
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
