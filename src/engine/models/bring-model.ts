import type { EncoderProfile, EncoderSettings } from '../../protocol/encoder.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { BroughtModel, DownloadProgress, ListedFile, ModelReport } from '../../protocol/library.ts';
import type { FileStore } from '../storage/file-store.ts';
import { isStorageFull } from '../storage/storage-full.ts';
import { download } from './download.ts';
import { hashBlob, startHash } from './hash-stream.ts';
import type { KeptModels } from './kept-models.ts';
import { filesNeeded, makeProfile } from './make-profile.ts';
import type { ModelSource } from './sources/source.ts';
import { strangeBeginning } from './sources/strange-beginning.ts';
import { strangeFile } from './sources/http.ts';
import { reportTransfer } from './transfer-progress.ts';
import type { TransferProgress } from './transfer-progress.ts';

/** A file that is here. */
interface Here {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly blob: Blob;
  /** Its place in the store outside of what is kept; `null`: it is kept, or is not in the store. */
  readonly stored: string | null;
  readonly kept: boolean;
}

interface BringOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * Brings a model's files here, makes its profile of them, and keeps both. Where the store has no room, the model is
 * there all the same, for as long as the page is.
 * @throws CrosslensError as `download` does, and `model-invalid`
 */
export async function bringModel(
  { store, kept }: { readonly store: FileStore; readonly kept: KeptModels },
  source: ModelSource,
  report: ModelReport,
  settings: EncoderSettings,
  { signal, onProgress }: BringOptions,
): Promise<BroughtModel> {
  const files = filesNeeded(report, settings).map(
    (path) => source.files.find((file) => file.path === path) ?? { path, bytes: null, sha256: null },
  );
  const progress = reportTransfer(files, (told) => onProgress?.(told));
  const here: Here[] = [];
  for (const file of files) {
    here.push(await take(store, kept, source, file, progress, signal));
    progress.done(file.path, here.at(-1)?.bytes ?? 0);
  }
  throwIfAborted(signal);
  const profile = await makeProfile(
    report,
    settings,
    here.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    (path) => wholeFile(here.find((file) => file.path === path)?.blob, path),
  );
  return keep(store, kept, profile, here);
}

async function wholeFile(blob: Blob | undefined, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
  } catch (error) {
    throw new CrosslensError(
      'out-of-memory',
      `${path} (${((blob?.size ?? 0) / 2 ** 30).toFixed(1)} GB) does not fit into memory: ${String(error)}. Choose a smaller file, q8 for instance.`,
      { cause: error },
    );
  }
}

/** One file: kept already, of this machine, or fetched. */
async function take(
  store: FileStore,
  kept: KeptModels,
  source: ModelSource,
  file: ListedFile,
  progress: TransferProgress,
  signal: AbortSignal | undefined,
): Promise<Here> {
  const { path } = file;
  if (file.sha256 !== null && file.bytes !== null) {
    const blob = await kept.content(file.sha256, file.bytes);
    if (blob !== null) {
      progress.file(path, blob.size, blob.size, blob.size);
      return { path, bytes: blob.size, sha256: file.sha256, blob, stored: null, kept: true };
    }
  }
  const own = source.blobOf(path);
  if (own === null) {
    const fetched = await download(store, source, file, {
      signal,
      onBytes: (loaded, resumed, total) => {
        progress.file(path, loaded, resumed, total);
      },
    });
    return { ...fetched, kept: false };
  }
  const strange = strangeBeginning(new Uint8Array(await own.slice(0, 256).arrayBuffer()));
  if (strange !== null) throw strangeFile(source.addressOf(path), strange);
  const hash = startHash();
  await hashBlob(hash, own, signal, (read) => {
    progress.file(path, read, 0, own.size);
  });
  return { path, bytes: own.size, sha256: hash.finish(), blob: own, stored: null, kept: false };
}

async function keep(
  store: FileStore,
  kept: KeptModels,
  profile: EncoderProfile,
  here: readonly Here[],
): Promise<BroughtModel> {
  const inMemory = Object.fromEntries(here.map(({ path, blob }) => [path, blob]));
  if (store.keeps === 'memory') {
    return { profile, blobs: inMemory, kept: 'memory', notice: NO_DISK };
  }
  try {
    for (const file of here) {
      if (file.kept) continue;
      if (file.stored === null) {
        await kept.addContent(file.sha256, file.blob);
      } else {
        await kept.moveContent(file.sha256, file.bytes, file.stored);
        await store.remove(file.stored.slice(0, file.stored.lastIndexOf('/')));
      }
    }
    await kept.addProfile(profile);
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    return { profile, blobs: await stillThere(kept, here), kept: 'memory', notice: NO_ROOM };
  }
  const blobs = (await kept.blobs(profile)) ?? inMemory;
  return { profile, blobs, kept: 'disk', notice: null };
}

/** What was moved before the room ran out is read from its new place. */
async function stillThere(kept: KeptModels, here: readonly Here[]): Promise<Record<string, Blob>> {
  const found: Record<string, Blob> = {};
  for (const { path, sha256, bytes, blob } of here) found[path] = (await kept.content(sha256, bytes)) ?? blob;
  return found;
}

const NO_ROOM =
  'This browser has no room left to keep the model: it works until the page is closed. Delete something under Storage and open it again; what was fetched to disk is not fetched twice.';
const NO_DISK =
  'This browser keeps no files here (a private window, maybe): the model works until the page is closed.';
