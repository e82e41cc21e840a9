import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../cli/folder-store.ts';
import type { EncoderSettings, ModelRef } from '../protocol/encoder.ts';
import type { BroughtModel, DownloadProgress, LibraryContract, ModelReport } from '../protocol/library.ts';
import type { Service } from '../protocol/service.ts';
import { readFolder, zooFolder } from '../testing/folder-files.ts';
import { startHubServer } from '../testing/hub-server.ts';
import type { HubServer } from '../testing/hub-server.ts';
import { zooGolden } from '../testing/zoo.ts';
import { openEncoder } from './encoder/encoder.ts';
import { createLibraryService } from './library-service.ts';
import { readBlobs } from './models/read-blobs.ts';
import { nodeRuntime } from './ort/node.ts';
import type { FileStore } from './storage/file-store.ts';
import { createMemoryStore } from './storage/memory-store.ts';
import { storageFull } from './storage/storage-full.ts';

let hub: HubServer;
let store: FileStore;
let library: Service<LibraryContract>;
beforeEach(async () => {
  hub = await startHubServer();
  hub.addRepo('models', 'zoo/bert', filesOf('bert-mean'), { licence: 'mit' });
  hub.addRepo('models', 'zoo/passages', filesOf('pair/passage'));
  hub.addRepo('models', 'zoo/queries', filesOf('pair/query'));
  store = createFolderStore(mkdtempSync(join(tmpdir(), 'library-')));
  library = open(store);
});
afterEach(() => hub.close());

const filesOf = (name: string): Record<string, Uint8Array<ArrayBuffer>> => readFolder(zooFolder(name));
const open = (to: FileStore): Service<LibraryContract> =>
  createLibraryService(Promise.resolve(to), {
    caches: null,
    estimate: () => Promise.resolve({ usage: 1, quota: 2 }),
  });
const context = (onProgress: (progress: DownloadProgress) => void = () => undefined) => ({
  signal: new AbortController().signal,
  onProgress: onProgress as never,
});
const place = (repo: string) => ({ kind: 'hub', host: hub.origin, repo, revision: 'main' }) as const;
const look = (ref: ModelRef, files: readonly File[] = []): Promise<ModelReport> =>
  library.look({ ref, files, queryFiles: [] }, context());
const settingsOf = (
  report: ModelReport,
  model: string,
  more: Partial<EncoderSettings> = {},
): EncoderSettings => ({
  model,
  queryModel: report.graphs.find((graph) => graph.model === model)?.queryModel ?? null,
  pooling: report.settings.pooling.value,
  normalize: report.settings.normalize.value,
  maxTokens: report.settings.maxTokens.value,
  dimensions: report.settings.dimensions.value,
  prefixes: report.settings.prefixes.value,
  ...more,
});
const bring = async (
  ref: ModelRef,
  model: string,
  more: Partial<EncoderSettings> = {},
  files: readonly File[] = [],
  onProgress?: (progress: DownloadProgress) => void,
): Promise<BroughtModel> => {
  const report = await look(ref, files);
  const settings = settingsOf(report, model, more);
  return library.bring({ ref, files, queryFiles: [], report, settings }, context(onProgress));
};
const fetched = (): number =>
  hub.requests.filter(({ path }) => path.includes('/storage/')).reduce((sum, { served }) => sum + served, 0);
/** Runs the model and compares with what PyTorch made of the same texts. */
async function expectGolden({ profile, blobs }: BroughtModel, name: string): Promise<void> {
  const golden = zooGolden(name);
  const encoder = await openEncoder(profile, nodeRuntime, readBlobs(blobs), { threads: 1 });
  for (const side of ['query', 'passage'] as const) {
    const vectors = await encoder.encode(golden.texts[side].slice(0, 4), side);
    const expected = golden.vectors[side].slice(0, 4).flat();
    vectors.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4);
    });
  }
  await encoder.dispose();
}

describe('a model of the Hub', () => {
  const ref = (): ModelRef => ({ place: place('zoo/bert'), query: null });

  it('is described, brought, kept and opened again without the network, and gives PyTorch’s vectors', async () => {
    const report = await look(ref());
    expect(report).toMatchObject({
      name: 'zoo/bert',
      licence: 'mit',
      settings: { pooling: { value: 'mean' } },
    });
    expect(fetched()).toBe(0);
    const seen: DownloadProgress[] = [];
    const brought = await bring(ref(), 'onnx/model.onnx', {}, [], (progress) => seen.push(progress));
    expect(brought).toMatchObject({ kept: 'disk', notice: null });
    expect(seen.at(-1)).toMatchObject({
      loaded: brought.profile.bytes,
      total: brought.profile.bytes,
      secondsLeft: 0,
    });
    expect(seen.at(-1)!.files).toBe(seen.at(-1)!.of);
    await expectGolden(brought, 'bert-mean');
    await hub.close();
    const again = await open(store).open({ id: brought.profile.id }, context());
    expect(again?.profile).toEqual(brought.profile);
    await expectGolden(again!, 'bert-mean');
    expect((await open(store).models(null, context())).map(({ id }) => id)).toEqual([brought.profile.id]);
  });

  it('fetches nothing twice when only the settings change, and shares its files until both are removed', async () => {
    const first = await bring(ref(), 'onnx/model.onnx');
    hub.forget();
    const second = await bring(ref(), 'onnx/model.onnx', { pooling: 'cls' });
    expect(second.profile.id).not.toBe(first.profile.id);
    expect(fetched()).toBe(0);
    const { items } = await library.stored(null, context());
    expect(items.map(({ kind, detail }) => [kind, /shares files with 1 other model/.test(detail)])).toEqual([
      ['model', true],
      ['model', true],
    ]);
    const weights = `models/files/${first.profile.files.find(({ path }) => path === first.profile.model)!.sha256}`;
    const without = await library.remove({ items: items.slice(0, 1) }, context());
    expect(without).toMatchObject({ items: [{ kind: 'model' }], keeps: 'disk', usage: 1, quota: 2 });
    expect(await store.read(weights)).not.toBeNull();
    await library.remove({ items: without.items }, context());
    expect(await store.list('models')).toEqual([]);
    expect(await library.open({ id: first.profile.id }, context())).toBeNull();
  });

  it('is changed over the files that are here, and is then the encoder that the repository would give', async () => {
    const first = await bring(ref(), 'onnx/model.onnx');
    const report = await look(ref());
    expect(report.needs['onnx/model.onnx']).toEqual(
      expect.arrayContaining(first.profile.files.map(({ path }) => path)),
    );
    hub.forget();
    const settings = settingsOf(report, 'onnx/model.onnx', { pooling: 'cls', dimensions: 16 });
    const changed = await library.change({ id: first.profile.id, settings }, context());
    expect(hub.requests).toEqual([]);
    expect(changed.profile).toMatchObject({ pooling: 'cls', dimensions: 16, fullDimensions: 32 });
    expect(changed.profile.about?.found).toMatchObject({
      pooling: 'your own choice',
      normalize: report.settings.normalize.from,
    });
    expect((await bring(ref(), 'onnx/model.onnx', { pooling: 'cls', dimensions: 16 })).profile).toEqual(
      changed.profile,
    );
    // All numbers of a vector are all of them, however they are asked for; and back is where it was.
    const back = settingsOf(report, 'onnx/model.onnx', { dimensions: 32 });
    const again = await library.change({ id: changed.profile.id, settings: back }, context());
    expect(again.profile.id).toBe(first.profile.id);
    expect(again.profile.about?.found.pooling).toBe('your own choice');
    await expect(
      library.change(
        { id: first.profile.id, settings: settingsOf(report, 'onnx/model_quantized.onnx') },
        context(),
      ),
    ).rejects.toMatchObject({ code: 'not-possible' });
    await expect(library.change({ id: 'own:0000000000000000', settings }, context())).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('that was cancelled stands among what is stored, and goes on', async () => {
    hub.fault(/storage/, { kind: 'slow', bytesPerSecond: 500_000 });
    const report = await look(ref());
    const controller = new AbortController();
    const cancelled = library.bring(
      { ref: ref(), files: [], queryFiles: [], report, settings: settingsOf(report, 'onnx/model.onnx') },
      {
        signal: controller.signal,
        onProgress: ({ loaded }: DownloadProgress) => {
          if (loaded > 50_000) controller.abort();
        },
      },
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    const { items } = await library.stored(null, context());
    const whole = filesOf('bert-mean')['onnx/model.onnx']!.length;
    expect(items.every(({ kind }) => kind === 'download')).toBe(true);
    expect(items.filter(({ detail }) => detail.endsWith(`of ${whole} bytes`))).toHaveLength(1);
    const kept = items.reduce((sum, { bytes }) => sum + bytes, 0);
    hub.clearFaults();
    let resumed = 0;
    await bring(ref(), 'onnx/model.onnx', {}, [], (progress) => (resumed = progress.resumed));
    expect(resumed).toBeGreaterThan(50_000);
    expect(resumed).toBeLessThanOrEqual(kept);
    expect((await library.stored(null, context())).items.map(({ kind }) => kind)).toEqual(['model']);
  });

  it('works without room on disk, and says so', async () => {
    const full: FileStore = {
      ...store,
      write: (path) => Promise.reject(storageFull(path, null)),
      append: (path) => Promise.reject(storageFull(path, null)),
    };
    library = open(full);
    const brought = await bring(ref(), 'onnx/model_quantized.onnx');
    expect(brought.kept).toBe('memory');
    expect(brought.notice).toContain('no room left');
    expect(await library.open({ id: brought.profile.id }, context())).toEqual(brought);
    expect((await library.stored(null, context())).items).toMatchObject([
      { detail: expect.stringContaining('memory') as string },
    ]);
    library = open(createMemoryStore());
    expect((await bring(ref(), 'onnx/model_quantized.onnx')).notice).toContain('keeps no files');
  });

  it('is not opened where a file of it is missing or cut short', async () => {
    const { profile } = await bring(ref(), 'onnx/model.onnx');
    const path = `models/files/${profile.files[0]!.sha256}`;
    await store.write(path, new Uint8Array(3));
    expect(await library.open({ id: profile.id }, context())).toBeNull();
    await store.remove(path);
    expect(await library.open({ id: profile.id }, context())).toBeNull();
    await bring(ref(), 'onnx/model.onnx');
    expect(await library.open({ id: profile.id }, context())).not.toBeNull();
  });

  it('whose weights are something else is refused before anything is made of them', async () => {
    hub.addRepo('models', 'zoo/bert', {
      ...filesOf('bert-mean'),
      'onnx/model.onnx': new Uint8Array(20_000).fill(7),
    });
    await expect(bring(ref(), 'onnx/model.onnx')).rejects.toMatchObject({
      code: expect.stringMatching(/model-invalid|file-damaged/) as string,
      message: expect.stringContaining('onnx/model.onnx') as string,
    });
    expect(await library.models(null, context())).toEqual([]);
  });
});

describe('a model of this machine', () => {
  it('is the same encoder as that of the Hub, whatever its folder is called', async () => {
    const files = Object.entries(filesOf('bert-mean')).map(([path, bytes]) => {
      const file = new File([bytes], path.split('/').at(-1)!);
      Object.defineProperty(file, 'webkitRelativePath', { value: `my copy/${path}` });
      return file;
    });
    const ref: ModelRef = { place: { kind: 'folder', name: 'my copy' }, query: null };
    const own = await bring(ref, 'onnx/model.onnx', {}, files);
    const theirs = await bring({ place: place('zoo/bert'), query: null }, 'onnx/model.onnx');
    expect(own.profile.id).toBe(theirs.profile.id);
    expect(own.profile.revision).toBe('local');
    await expectGolden(own, 'bert-mean');
  });
});

describe('a pair', () => {
  it('comes out of two repositories', async () => {
    const ref: ModelRef = { place: place('zoo/passages'), query: place('zoo/queries') };
    const report = await look(ref);
    const brought = await bring(ref, report.graphs[0]!.model);
    expect(brought.profile.query?.model).toMatch(/^query\//);
    await expectGolden(brought, 'pair');
  });
});
