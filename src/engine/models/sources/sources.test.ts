import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelRef } from '../../../protocol/encoder.ts';
import { startHubServer } from '../../../testing/hub-server.ts';
import type { HubServer } from '../../../testing/hub-server.ts';
import { sha256Of } from '../../../testing/self-signed.ts';
import { listFolder, folderReader } from './folder.ts';
import { licenceInReadme } from './licence-in-readme.ts';
import { openSource } from './open-source.ts';
import type { ModelSource } from './source.ts';

let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer();
});
afterEach(() => hub.close());

const BIG = new Uint8Array(20_000).map((_, i) => i % 251);
const FILES = { 'config.json': '{"model_type":"bert"}', 'onnx/model.onnx': BIG, '1_Pooling/config.json': '{}' };

const hubRef = (repo: string, revision = 'main'): ModelRef => ({
  place: { kind: 'hub', host: hub.origin, repo, revision },
  query: null,
});
const open = (ref: ModelRef, files: readonly File[] = []): Promise<ModelSource> =>
  openSource({ ref, files, queryFiles: [] });
const text = async (bytes: Promise<Uint8Array>): Promise<string> => new TextDecoder().decode(await bytes);
const read = async (source: ModelSource, path: string, from = 0): Promise<number> =>
  (await new Response((await source.open(path, from)).body).arrayBuffer()).byteLength;

describe('a repository of the Hub', () => {
  it('is listed page by page at its commit, with licence, sizes and the hashes of large files', async () => {
    hub.addRepo('models', 'zoo/bert', FILES, { licence: 'mit', pageSize: 2, commit: 'ab'.repeat(20) });
    const source = await open(hubRef('zoo/bert'));
    expect(source).toMatchObject({ name: 'zoo/bert', revision: 'ab'.repeat(20), licence: 'mit' });
    expect([...source.files].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: '1_Pooling/config.json', bytes: 2, sha256: null },
      { path: 'config.json', bytes: 21, sha256: null },
      { path: 'onnx/model.onnx', bytes: 20_000, sha256: sha256Of(BIG) },
    ]);
    expect(await text(source.readSmall('config.json'))).toBe(FILES['config.json']);
    expect(await read(source, 'onnx/model.onnx', 19_990)).toBe(10);
    expect(source.addressOf('onnx/model.onnx')).toContain(`/resolve/${'ab'.repeat(20)}/onnx/model.onnx`);
    expect(new Set(hub.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('is found by a branch whose name has a slash', async () => {
    hub.addRepo('models', 'zoo/bert', FILES, { revisions: ['refs/pr/1'] });
    expect((await open(hubRef('zoo/bert', 'refs/pr/1'))).files).toHaveLength(3);
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['does not exist', () => open(hubRef('no/such')), 'not-found', /127\.0\.0\.1.*no\/such.*main/],
    ['lacks the revision', () => open(hubRef('zoo/bert', 'v9')), 'not-found', /zoo\/bert.*no revision v9/],
    [
      'wants its terms accepted',
      async () => (await open(hubRef('zoo/gated'))).readSmall('config.json'),
      'access-denied',
      /Accept them at http:.*\/zoo\/gated/,
    ],
    [
      'is no repository of models but a web page',
      () => {
        hub.fault('/api/models/', { kind: 'html' });
        return open(hubRef('zoo/bert'));
      },
      'file-damaged',
      /web page/,
    ],
    [
      'is asked for too often',
      () => {
        hub.fault('/api/models/', { kind: 'status', status: 429 });
        return open(hubRef('zoo/bert'));
      },
      'network',
      /answered 429/,
    ],
    [
      'answers with something else',
      () => {
        hub.addFile(`${hub.origin}/api/models/zoo/bert/revision/main`, '{"sha":"<b>"}');
        return open(hubRef('zoo/bert'));
      },
      'file-damaged',
      /does not answer as the Hub does/,
    ],
    [
      'lists what lies outside of it',
      () => {
        hub.addRepo('models', 'zoo/bert', { '../../etc/passwd': 'x' });
        return open(hubRef('zoo/bert'));
      },
      'file-damaged',
      /outside its own folder/,
    ],
  ])('that %s is named', async (_, ask, code, message) => {
    hub.addRepo('models', 'zoo/bert', FILES);
    hub.addRepo('models', 'zoo/gated', FILES, { gated: 'manual' });
    await expect(ask()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('on a host that is not there is named', async () => {
    const ref: ModelRef = {
      place: { kind: 'hub', host: 'http://127.0.0.1:1', repo: 'a/b', revision: 'main' },
      query: null,
    };
    await expect(open(ref)).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('127.0.0.1:1') as string,
    });
  });
});

describe('a plain server', () => {
  const at = (path: string): string => `${hub.origin}/models/tiny/${path}`;
  const ref = (): ModelRef => ({ place: { kind: 'url', url: `${hub.origin}/models/tiny` }, query: null });

  it('is asked for the names that models have, a bounded number of times', async () => {
    for (const [path, content] of Object.entries(FILES)) hub.addFile(at(path), content);
    hub.addFile(at('onnx/model.onnx_data'), BIG);
    hub.addFile(at('modules.json'), '[{"path":""},{"path":"1_Pooling"},{"path":"2_Dense"},{"path":"../x"}]');
    hub.addFile(at('2_Dense/config.json'), '{}');
    hub.addFile(at('2_Dense/model.safetensors'), BIG);
    hub.addFile(at('README.md'), '---\nlicense: "apache-2.0"\n---\n# Tiny');
    const source = await open(ref());
    expect(source).toMatchObject({ name: 'tiny', revision: 'unversioned', licence: 'apache-2.0' });
    expect(Object.fromEntries(source.files.map(({ path, bytes }) => [path, bytes]))).toEqual({
      'config.json': null,
      'modules.json': null,
      'README.md': null,
      '1_Pooling/config.json': null,
      '2_Dense/config.json': null,
      '2_Dense/model.safetensors': 20_000,
      'onnx/model.onnx': 20_000,
      'onnx/model.onnx_data': 20_000,
    });
    expect(hub.requests.length).toBeLessThan(40);
    expect(await text(source.readSmall('config.json'))).toBe(FILES['config.json']);
  });

  it('that knows no HEAD is asked for the first byte', async () => {
    hub.addFile(at('onnx/model.onnx'), BIG);
    const refuseHead = async (): Promise<ModelSource> => {
      hub.fault(/models\/tiny/, { kind: 'no-head' }, Infinity);
      return open(ref());
    };
    const source = await refuseHead();
    expect(source.files).toEqual([{ path: 'onnx/model.onnx', bytes: 20_000, sha256: null }]);
    expect(hub.requests.reduce((sum, { served }) => sum + served, 0)).toBeLessThan(1000);
  });

  it('that answers everything with its page is named, and so is one without a model', async () => {
    await expect(open(ref())).rejects.toMatchObject({ code: 'not-found' });
    hub.fault('tiny', { kind: 'html' }, Infinity);
    await expect(open(ref())).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

describe('files of this machine', () => {
  const file = (path: string, content: Uint8Array<ArrayBuffer> | string = '{}'): File => {
    const made = new File([content], path.split('/').at(-1)!);
    Object.defineProperty(made, 'webkitRelativePath', { value: path });
    return made;
  };
  const paths = async (...files: readonly File[]): Promise<readonly string[]> =>
    (await listFolder('mine', files)).files.map((listed) => listed.path).sort();

  it('are taken from a picked folder, from deep inside it, or loose', async () => {
    const wanted = ['config.json', 'onnx/model.onnx', 'tokenizer.json'];
    expect(await paths(...wanted.map((path) => file(`tiny/${path}`)))).toEqual(wanted);
    expect(
      await paths(
        ...wanted.map((path) => file(`cache/snapshots/ab/${path}`)),
        file('cache/refs/main'),
        file('cache/.DS_Store'),
      ),
    ).toEqual(wanted);
    expect(await paths(new File(['{}'], 'config.json'), new File(['x'], 'model.onnx'))).toEqual([
      'config.json',
      'model.onnx',
    ]);
    expect(await paths(file('m/onnx/model.onnx'))).toEqual(['onnx/model.onnx']);
  });

  it('say what is wrong with them', async () => {
    await expect(listFolder('mine', [file('a/notes.txt')])).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      listFolder('mine', [new File(['{}'], 'config.json'), new File(['{}'], 'config.json')]),
    ).rejects.toThrow('two files config.json');
    await expect(listFolder('mine', [file('../config.json')])).rejects.toThrow('outside its own folder');
    const pointer = file('m/config.json', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n');
    await expect(folderReader('m', [pointer]).readSmall('config.json')).rejects.toThrow('Git LFS pointer');
    const page = file('m/config.json', '\n<!DOCTYPE html>');
    await expect(folderReader('m', [page]).readSmall('config.json')).rejects.toThrow('web page');
  });
});

describe('a pair', () => {
  it('has the files of both under folders of their own', async () => {
    hub.addRepo('models', 'dpr/passages', { 'config.json': '"p"' }, { licence: 'mit' });
    hub.addRepo('models', 'dpr/queries', { 'config.json': '"q"' }, { licence: 'mit' });
    const source = await open({ ...hubRef('dpr/passages'), query: hubRef('dpr/queries').place });
    expect(source.name).toBe('dpr/passages + dpr/queries');
    expect(source.licence).toBe('mit');
    expect(source.files.map(({ path }) => path)).toEqual(['passage/config.json', 'query/config.json']);
    expect(await text(source.readSmall('passage/config.json'))).toBe('"p"');
    expect(await text(source.readSmall('query/config.json'))).toBe('"q"');
  });
});

describe('licenceInReadme', () => {
  it('reads the front matter alone', () => {
    expect(licenceInReadme('---\r\nlanguage: am\r\nlicense: cc-by-4.0\r\n---\r\n')).toBe('cc-by-4.0');
    expect(licenceInReadme('# Model\nlicense: mit\n')).toBeNull();
  });
});
