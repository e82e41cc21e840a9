import type { EncoderSettings } from '../protocol/encoder.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type {
  BroughtModel,
  DownloadProgress,
  LibraryContract,
  ModelReport,
  StorageReport,
  StoredItem,
} from '../protocol/library.ts';
import type { CallContext, Service } from '../protocol/service.ts';
import { createQueue } from './in-turn.ts';
import { bringModel } from './models/bring-model.ts';
import { sourceOfKept } from './models/change-model.ts';
import type { ModelDescription } from './models/describe-model.ts';
import { describeModel } from './models/describe-model.ts';
import { aboutDownload, DOWNLOADS } from './models/download.ts';
import type { KeptModel } from './models/kept-models.ts';
import { createKeptModels, keyOf } from './models/kept-models.ts';
import { filesNeeded } from './models/make-profile.ts';
import { openSource, reopenSource } from './models/sources/open-source.ts';
import type { ModelSource } from './models/sources/source.ts';
import type { FileStore } from './storage/file-store.ts';
import type { Caches } from './storage/kept-caches.ts';
import { listCaches, removeCached } from './storage/kept-caches.ts';
import { listFolders } from './storage/kept-folders.ts';

interface LibraryOptions {
  readonly caches: Caches | null;
  /** What the browser says of its storage; `null` where it says nothing. */
  readonly estimate: (() => Promise<{ readonly usage?: number; readonly quota?: number }>) | null;
}

/** Models of the person's own, and all else that is kept. */
export function createLibraryService(
  opening: Promise<FileStore>,
  options: LibraryOptions,
): Service<LibraryContract> {
  /** Models that found no room on disk. */
  const inMemory = new Map<string, BroughtModel>();
  // Two downloads of one file would get into each other's way, and two at once are no faster.
  const inTurn = createQueue();

  const stored = async (): Promise<StorageReport> => {
    const store = await opening;
    const estimate = await options.estimate?.().catch(() => null);
    const kept = await createKeptModels(store).list();
    return {
      items: [
        ...kept.map(modelItem),
        ...[...inMemory.values()].map(memoryItem),
        ...(await downloadItems(store)),
        ...(await listFolders(store, 'corpora', 'corpus')),
        ...(await listFolders(store, 'vectors', 'vectors')),
        ...(await listCaches(options.caches)),
      ],
      keeps: store.keeps,
      usage: estimate?.usage ?? null,
      quota: estimate?.quota ?? null,
    };
  };

  const bring = async (
    source: ModelSource,
    report: ModelReport,
    settings: EncoderSettings,
    context: CallContext<DownloadProgress>,
  ): Promise<BroughtModel> => {
    const store = await opening;
    const kept = createKeptModels(store);
    const brought = await bringModel({ store, kept }, source, report, settings, context);
    if (brought.kept === 'memory') inMemory.set(brought.profile.id, brought);
    else inMemory.delete(brought.profile.id);
    return brought;
  };

  const open = async (id: string): Promise<BroughtModel | null> => {
    const kept = createKeptModels(await opening);
    const profile = await kept.profile(id);
    const blobs = profile?.id === id ? await kept.blobs(profile) : null;
    if (profile === null || blobs === null) return inMemory.get(id) ?? null;
    return { profile, blobs, kept: 'disk', notice: null };
  };

  return {
    async look(input, { signal }) {
      const source = await openSource(input, signal);
      const { name, revision, licence, files } = source;
      const described = await describeModel(files, (path) => source.readSmall(path, signal), name);
      return { ref: input.ref, name, revision, licence, ...described, needs: needsOf(described) };
    },
    bring: ({ settings, report, ...input }, context) =>
      inTurn(() => bring(reopenSource(input, report), report, settings, context)),
    change: ({ id, settings }, context) =>
      inTurn(async () => {
        const model = await open(id);
        if (model === null) {
          throw new CrosslensError('not-found', `There is no encoder ${id} in this browser to be changed.`);
        }
        const { source, report } = sourceOfKept(model, settings);
        return bring(source, report, settings, { signal: context.signal, onProgress: () => undefined });
      }),
    open: ({ id }) => open(id),
    async models() {
      const kept = createKeptModels(await opening);
      const profiles = (await kept.list()).flatMap(({ profile }) => profile ?? []);
      return [...profiles, ...[...inMemory.values()].map(({ profile }) => profile)];
    },
    stored,
    async remove({ items }) {
      const store = await opening;
      for (const { kind, key } of items) await removeItem(store, kind, key);
      return stored();
    },
  };

  async function removeItem(store: FileStore, kind: StoredItem['kind'], key: string): Promise<void> {
    switch (kind) {
      case 'model':
        for (const id of inMemory.keys()) if (keyOf(id) === key) inMemory.delete(id);
        await createKeptModels(store).remove(key);
        return;
      case 'lab':
      case 'generated':
        await removeCached(options.caches, kind, key);
        return;
      default:
        if (key.startsWith(`${FOLDERS[kind]}/`)) await store.remove(key);
    }
  }
}

/** What is read when a model is run by each of its graphs, with the settings that were found. */
function needsOf(described: ModelDescription): ModelReport['needs'] {
  const { pooling, normalize, maxTokens, dimensions, prefixes } = described.settings;
  return Object.fromEntries(
    described.graphs.map(({ model, queryModel }) => [
      model,
      filesNeeded(described, {
        model,
        queryModel,
        pooling: pooling.value,
        normalize: normalize.value,
        maxTokens: maxTokens.value,
        dimensions: dimensions.value,
        prefixes: prefixes.value,
      }),
    ]),
  );
}

const FOLDERS = { download: DOWNLOADS, corpus: 'corpora', vectors: 'vectors' } as const;

function modelItem({ key, profile, bytes, saved, shares }: KeptModel): StoredItem {
  const shared = shares > 0 ? `; shares files with ${shares} other ${shares === 1 ? 'model' : 'models'}` : '';
  return {
    kind: 'model',
    key,
    name: profile?.name ?? key,
    bytes,
    saved: new Date(saved).toISOString(),
    detail:
      profile === null
        ? 'Its description cannot be read'
        : `${profile.dtype}, ${profile.pooling}, ${profile.dimensions} dimensions, revision ${profile.revision.slice(0, 12)}${shared}`,
  };
}

function memoryItem({ profile }: BroughtModel): StoredItem {
  return {
    kind: 'model',
    key: keyOf(profile.id),
    name: profile.name,
    bytes: profile.bytes,
    saved: null,
    detail: 'In memory, until the page is closed',
  };
}

async function downloadItems(store: FileStore): Promise<readonly StoredItem[]> {
  const files = await store.list(DOWNLOADS);
  const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))];
  return Promise.all(
    folders.map(async (folder): Promise<StoredItem> => {
      const about = await aboutDownload(store, folder);
      const content = files.find(({ path }) => path === `${folder}/content`);
      const bytes = content?.bytes ?? 0;
      const total = about?.total ?? null;
      return {
        kind: 'download',
        key: folder,
        name: about?.address ?? folder,
        bytes,
        saved: content === undefined ? null : new Date(content.modified).toISOString(),
        detail: `${bytes} of ${total ?? 'an unknown number of'} bytes`,
      };
    }),
  );
}
