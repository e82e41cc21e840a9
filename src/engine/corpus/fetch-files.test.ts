import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HubServer } from '../../testing/hub-server.ts';
import { startHubServer } from '../../testing/hub-server.ts';
import type { FetchProgress } from './fetch-files.ts';
import { fetchFiles } from './fetch-files.ts';
import type { SourceFile } from './source-file.ts';

const text = (length: number): string => 'passage '.repeat(length / 8);

describe('fetching files', () => {
  let hub: HubServer;
  const url = (path: string): string => `${hub.origin}/datasets/a/b/resolve/main/${path}`;
  const fetchThem = (
    paths: readonly string[],
    options: { maxBytes?: number; signal?: AbortSignal } = {},
  ): Promise<readonly SourceFile[]> => fetchFiles(paths.map(url), { origin: hub.origin, ...options });
  const content = async (file: SourceFile | undefined): Promise<string> => {
    if (file === undefined) throw new Error('No file.');
    return new TextDecoder().decode(await file.slice(0, file.size));
  };
  beforeAll(async () => {
    hub = await startHubServer();
    const files = {
      'am/corpus.jsonl': 'one\n',
      'km/corpus.jsonl': 'two\n',
      'large.txt': text(800_000),
    };
    hub.addRepo('datasets', 'a/b', files, { lfsFrom: Infinity });
    // Large files of the Hub lie on another host, behind a redirect.
    hub.addRepo('datasets', 'a/far', { 'large.txt': text(80_000) });
  });
  afterAll(() => hub.close());
  beforeEach(() => {
    hub.forget();
    hub.clearFaults();
  });

  it('names files by as much of their path as tells them apart', async () => {
    const files = await fetchThem(['am/corpus.jsonl', 'km/corpus.jsonl', 'large.txt']);
    expect(files.map(({ name }) => name)).toEqual(['am/corpus.jsonl', 'km/corpus.jsonl', 'large.txt']);
    expect(await content(files[1])).toBe('two\n');
    expect((await fetchThem(['am/corpus.jsonl']))[0]?.name).toBe('corpus.jsonl');
  });

  it('knows the end of all files where their sizes are known before', async () => {
    const paths = ['large.txt', 'am/corpus.jsonl', 'km/corpus.jsonl'].map(url);
    const totals = async (expected: Readonly<Record<string, number>>): Promise<(number | null)[]> => {
      const seen: (number | null)[] = [];
      await fetchFiles(paths, { origin: hub.origin, expected, onProgress: ({ total }) => seen.push(total) });
      return [...new Set(seen)];
    };
    expect(await totals({ [url('am/corpus.jsonl')]: 4, [url('km/corpus.jsonl')]: 4 })).toEqual([800_008]);
    expect(await totals({ [url('am/corpus.jsonl')]: 4 })).toEqual([null, 800_008]);
  });

  it('follows the way to another host', async () => {
    const far = `${hub.origin}/datasets/a/far/resolve/main/large.txt`;
    const [file] = await fetchFiles([far], { origin: hub.origin });
    expect(await content(file)).toBe(text(80_000));
    expect(new Set(hub.requests.map(({ host }) => host)).size).toBe(2);
  });

  it('sends nothing but the address', async () => {
    await fetchThem(['large.txt']);
    expect(hub.requests.length).toBeGreaterThan(0);
    for (const { method, bodyBytes, headers } of hub.requests) {
      expect(method).toBe('GET');
      expect(bodyBytes).toBe(0);
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  });

  it('asks no host by http but the page’s own', async () => {
    await expect(fetchFiles([url('large.txt')], { origin: 'https://example.org' })).rejects.toMatchObject({
      code: 'network',
    });
    await expect(fetchFiles(['nonsense'], { origin: hub.origin })).rejects.toThrow('no web address');
    expect(hub.requests).toEqual([]);
  });

  it('goes on after a connection that broke, and gives up when nothing more comes', async () => {
    hub.fault('large.txt', { kind: 'break', after: 300_000 });
    const progress: FetchProgress[] = [];
    const [file] = await fetchFiles([url('large.txt')], {
      origin: hub.origin,
      onProgress: (seen) => progress.push(seen),
    });
    expect(await content(file)).toBe(text(800_000));
    expect(progress.at(-1)).toMatchObject({ loaded: 800_000, total: 800_000 });
    expect(hub.requests.some(({ range }) => range?.startsWith('bytes=') === true)).toBe(true);
    hub.fault('large.txt', { kind: 'break', after: 100 }, 5);
    await expect(fetchThem(['large.txt'])).rejects.toThrow(/broke off/);
  });

  it('begins anew where a server knows no ranges', async () => {
    hub.fault('large.txt', { kind: 'break', after: 300_000 });
    hub.fault('large.txt', { kind: 'ignore-range' });
    const [file] = await fetchThem(['large.txt']);
    expect(await content(file)).toBe(text(800_000));
  });

  it('refuses a web page, what is missing, what is not given out and what is too large', async () => {
    hub.fault('large.txt', { kind: 'html' });
    await expect(fetchThem(['large.txt'])).rejects.toMatchObject({ code: 'file-damaged' });
    hub.fault('large.txt', { kind: 'replace', content: '<!doctype html><title>Sign in</title>' });
    await expect(fetchThem(['large.txt'])).rejects.toMatchObject({ code: 'file-damaged' });
    await expect(fetchThem(['none.txt'])).rejects.toMatchObject({ code: 'not-found' });
    hub.fault('large.txt', { kind: 'status', status: 403 });
    await expect(fetchThem(['large.txt'])).rejects.toMatchObject({ code: 'access-denied' });
    await expect(fetchThem(['large.txt'], { maxBytes: 1000 })).rejects.toThrow(/limit/);
  });

  it('stops when it is cancelled', async () => {
    hub.fault('large.txt', { kind: 'stall', after: 100_000 });
    const controller = new AbortController();
    const fetching = fetchThem(['large.txt'], { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 50);
    await expect(fetching).rejects.toMatchObject({ code: 'aborted' });
  });
});
