import fc from 'fast-check';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../cli/folder-store.ts';
import type { ListedFile } from '../../protocol/library.ts';
import { startHubServer } from '../../testing/hub-server.ts';
import type { HubServer } from '../../testing/hub-server.ts';
import { sha256Of } from '../../testing/self-signed.ts';
import type { FileStore } from '../storage/file-store.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import { storageFull } from '../storage/storage-full.ts';
import type { DownloadOptions, Downloaded } from './download.ts';
import { download } from './download.ts';
import { hubReader, listHub } from './sources/hub.ts';
import { plainServerReader } from './sources/plain-server.ts';

const MODEL = new Uint8Array(300_000).map((_, i) => (i * 7 + (i >> 8)) % 256);
const PATH = 'onnx/model.onnx';

let hub: HubServer;
let store: FileStore;
beforeEach(async () => {
  hub = await startHubServer();
  hub.addRepo('models', 'zoo/bert', { [PATH]: MODEL, 'config.json': '{"a":1}' });
  hub.addFile(`${hub.origin}/plain/model.onnx`, MODEL);
  store = createFolderStore(mkdtempSync(join(tmpdir(), 'downloads-')));
});
afterEach(() => hub.close());

const QUICK: DownloadOptions = { wait: 1 };

async function fromHub(options: DownloadOptions = QUICK, to = store, path = PATH): Promise<Downloaded> {
  const place = { kind: 'hub', host: hub.origin, repo: 'zoo/bert', revision: 'main' } as const;
  const { revision, files } = await listHub(place);
  return download(to, hubReader(place, revision), files.find((file) => file.path === path)!, options);
}
/** Nothing is known of the file before it comes. */
const fromPlain = (options: DownloadOptions = QUICK, known: Partial<ListedFile> = {}): Promise<Downloaded> =>
  download(
    store,
    plainServerReader(`${hub.origin}/plain`),
    { path: 'model.onnx', bytes: null, sha256: null, ...known },
    options,
  );
const served = (): number =>
  hub.requests.filter(({ path }) => /storage|plain/.test(path)).reduce((sum, request) => sum + request.served, 0);
const expectWhole = async ({ blob, sha256, bytes }: Downloaded): Promise<void> => {
  expect(sha256).toBe(sha256Of(MODEL));
  expect(bytes).toBe(MODEL.length);
  expect(sha256Of(new Uint8Array(await blob.arrayBuffer()))).toBe(sha256Of(MODEL));
};
/** Cancels once so many bytes have come. */
async function cancelled(run: (options: DownloadOptions) => Promise<unknown>, after: number): Promise<void> {
  const controller = new AbortController();
  const onBytes = (loaded: number): void => {
    if (loaded >= after) controller.abort();
  };
  await expect(run({ ...QUICK, signal: controller.signal, onBytes })).rejects.toMatchObject({ code: 'aborted' });
}

describe('a download', () => {
  it('comes whole over a redirect to another host, and says how far it is', async () => {
    const seen: (readonly [number, number, number | null])[] = [];
    await expectWhole(await fromHub({ onBytes: (...told) => seen.push(told) }));
    expect(seen.at(-1)).toEqual([MODEL.length, 0, MODEL.length]);
    expect(hub.requests.map(({ method }) => method)).not.toContain('OPTIONS');
  });

  it('that is cancelled goes on where it stopped, and no byte comes twice', async () => {
    hub.fault(/storage/, { kind: 'slow', bytesPerSecond: 2_000_000 });
    await cancelled((options) => fromHub(options), 100_000);
    const before = served();
    expect(before).toBeGreaterThanOrEqual(100_000);
    expect(before).toBeLessThan(MODEL.length);
    hub.clearFaults();
    hub.forget();
    let resumed = 0;
    await expectWhole(await fromHub({ onBytes: (_, kept) => (resumed = kept) }));
    expect(resumed).toBeGreaterThanOrEqual(100_000);
    expect(served()).toBe(MODEL.length - resumed);
  });

  it('whose connection breaks goes on by itself', async () => {
    hub.fault(/storage/, { kind: 'break', after: 70_000 }, 3);
    await expectWhole(await fromHub());
    expect(served()).toBe(MODEL.length);
  });

  it('that breaks again and again without getting on is given up, and what came is kept', async () => {
    hub.fault(/storage/, { kind: 'break', after: 50_000 });
    const refuseFromNowOn = (): void => {
      hub.fault(/resolve/, { kind: 'status', status: 503 }, Infinity);
    };
    await expect(fromHub({ ...QUICK, onBytes: refuseFromNowOn })).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('127.0.0.1') as string,
    });
    hub.clearFaults();
    hub.forget();
    await expectWhole(await fromHub());
    expect(served()).toBeLessThan(MODEL.length);
  });

  it('that stands still is taken up again', async () => {
    hub.fault(/storage/, { kind: 'stall', after: 60_000 });
    await expectWhole(await fromHub({ ...QUICK, patience: 200 }));
    expect(served()).toBe(MODEL.length);
  });

  it('begins anew where the server gives no parts', async () => {
    await cancelled(fromPlain, 1);
    hub.fault('/plain', { kind: 'ignore-range' });
    hub.forget();
    await expectWhole(await fromPlain());
    expect(hub.requests.map(({ status }) => status)).toEqual([200]);
  });

  it('begins anew where the file has changed since', async () => {
    hub.addFile(`${hub.origin}/plain/model.onnx`, MODEL.toReversed());
    hub.fault('/plain', { kind: 'slow', bytesPerSecond: 2_000_000 });
    await cancelled(fromPlain, 50_000);
    hub.clearFaults();
    hub.addFile(`${hub.origin}/plain/model.onnx`, MODEL);
    await expectWhole(await fromPlain());
  });

  it('begins anew where nobody says whether it has changed', async () => {
    hub.addFile(`${hub.origin}/plain/model.onnx`, MODEL.toReversed(), { etag: null });
    hub.fault('/plain', { kind: 'slow', bytesPerSecond: 2_000_000 });
    await cancelled(fromPlain, 50_000);
    hub.clearFaults();
    hub.addFile(`${hub.origin}/plain/model.onnx`, MODEL, { etag: null });
    await expectWhole(await fromPlain());
  });

  it('of a file whose kept part was spoiled is refused by its hash, and comes whole the next time', async () => {
    hub.fault(/storage/, { kind: 'slow', bytesPerSecond: 2_000_000 });
    await cancelled((options) => fromHub(options), 50_000);
    const [kept] = (await store.list('downloads')).filter(({ path }) => path.endsWith('/content'));
    const spoiled = new Uint8Array(await (await store.read(kept!.path))!.arrayBuffer());
    spoiled[10]! ^= 1;
    await store.write(kept!.path, spoiled);
    hub.clearFaults();
    await expect(fromHub()).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(await store.list('downloads')).toEqual([]);
    await expectWhole(await fromHub());
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'is not the listed one',
      () => {
        hub.fault(/storage/, { kind: 'replace', content: MODEL.toReversed() });
        return fromHub();
      },
      'hash-mismatch',
      /onnx\/model\.onnx came with SHA-256/,
    ],
    [
      'is longer than listed',
      () => {
        hub.fault(/storage/, { kind: 'replace', content: new Uint8Array(MODEL.length + 1) });
        return fromHub();
      },
      'file-damaged',
      /longer than the 300000 bytes/,
    ],
    [
      'was cut short at its source',
      () => {
        hub.fault(/storage/, { kind: 'truncate', after: 1000 });
        return fromHub();
      },
      'file-damaged',
      /has 1000 bytes where its listing says 300000/,
    ],
    [
      'is a web page',
      () => {
        hub.fault(/resolve/, { kind: 'html' });
        return fromHub();
      },
      'file-damaged',
      /web page/,
    ],
    [
      'is a web page that says it is none',
      () => {
        hub.addFile(`${hub.origin}/plain/model.onnx`, '<!DOCTYPE html><title>Sign in</title>');
        return fromPlain();
      },
      'file-damaged',
      /web page/,
    ],
    [
      'is a pointer',
      () => {
        hub.addFile(`${hub.origin}/plain/model.onnx`, 'version https://git-lfs.github.com/spec/v1\n');
        return fromPlain();
      },
      'file-damaged',
      /Git LFS pointer/,
    ],
    [
      'needs an account',
      () => {
        hub.fault(/resolve/, { kind: 'status', status: 403, code: 'GatedRepo' });
        return fromHub();
      },
      'access-denied',
      /Accept them at/,
    ],
    [
      'is gone',
      () => {
        hub.fault('/plain', { kind: 'status', status: 404 });
        return fromPlain();
      },
      'not-found',
      /answered 404/,
    ],
  ])('of a file that %s is refused by name', async (_, run, code, message) => {
    await expect(run()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect((await store.list('downloads')).filter(({ bytes }) => bytes > 1000)).toEqual([]);
  });

  it('goes on in memory when the disk is full, and next time where the disk stopped', async () => {
    hub.fault(/storage/, { kind: 'slow', bytesPerSecond: 2_000_000 });
    const spilled = await fromHub(QUICK, fullAfter(store, 120_000));
    hub.clearFaults();
    await expectWhole(spilled);
    expect(spilled.stored).toBeNull();
    hub.forget();
    await expectWhole(await fromHub());
    expect(served()).toBeGreaterThanOrEqual(MODEL.length - 120_000);
    expect(served()).toBeLessThan(MODEL.length);
  });

  it('is the file, wherever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: MODEL.length }), { maxLength: 3 }),
        fc.boolean(),
        async (breaks, memory) => {
          const target = memory ? createMemoryStore() : createFolderStore(mkdtempSync(join(tmpdir(), 'd-')));
          for (const after of breaks) hub.fault(/storage/, { kind: 'break', after });
          await expectWhole(await fromHub(QUICK, target));
          hub.clearFaults();
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** A store that has room for so many bytes of appended files. */
function fullAfter(inner: FileStore, room: number): FileStore {
  let left = room;
  return {
    ...inner,
    async append(path, keep) {
      const appender = await inner.append(path, keep);
      return {
        get size() {
          return appender.size;
        },
        async write(bytes) {
          if (bytes.length > left) throw storageFull(path, null);
          left -= bytes.length;
          await appender.write(bytes);
        },
        close: () => appender.close(),
      };
    },
  };
}
