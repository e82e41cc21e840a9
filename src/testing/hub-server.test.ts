import { request as httpsRequest } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import type { HubServer } from './hub-server.ts';
import { startHubServer } from './hub-server.ts';

let hub: HubServer;
afterEach(() => hub.close());

const BIG = new Uint8Array(20_000).map((_, i) => i % 251);

describe('the Hub of the tests', () => {
  it('lists a repository page by page, and redirects large files to its storage', async () => {
    hub = await startHubServer();
    hub.addRepo('models', 'a/b', { 'config.json': '{}', 'onnx/model.onnx': BIG }, { pageSize: 2 });
    const first = await fetch(`${hub.origin}/api/models/a/b/tree/main?recursive=true`);
    const paths = ((await first.json()) as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(['onnx', 'config.json']);
    const next = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')![1]!;
    expect(await (await fetch(next)).json()).toMatchObject([
      { path: 'onnx/model.onnx', lfs: { size: 20_000 } },
    ]);
    const part = await fetch(`${hub.origin}/a/b/resolve/main/onnx/model.onnx`, {
      headers: { Range: 'bytes=19998-' },
    });
    expect([part.status, [...new Uint8Array(await part.arrayBuffer())]]).toEqual([206, [169, 170]]);
    expect(new URL(part.url).hostname).toBe('localhost');
    expect(hub.requests.map(({ status }) => status)).toEqual([200, 200, 302, 206]);
    const missing = await fetch(`${hub.origin}/api/models/no/such/revision/main`);
    expect([missing.status, missing.headers.get('x-error-code')]).toEqual([401, 'RepoNotFound']);
  });

  it('speaks https with a certificate of its own, and counts what it was sent', async () => {
    hub = await startHubServer({ secure: true });
    hub.addFile('https://example.org/a.txt', 'here');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpsRequest(
        `${hub.origin}/a.txt`,
        { headers: { host: 'example.org' }, rejectUnauthorized: false, method: 'POST' },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end('a text');
    });
    expect(status).toBe(405);
    expect(hub.requests[0]).toMatchObject({ method: 'POST', host: 'example.org', bodyBytes: 6 });
  });

  it('breaks off where it is told to, once', async () => {
    hub = await startHubServer();
    hub.addFile(`${hub.origin}/f`, BIG);
    hub.fault('/f', { kind: 'break', after: 100 });
    await expect(fetch(`${hub.origin}/f`).then((r) => r.arrayBuffer())).rejects.toThrow();
    expect((await (await fetch(`${hub.origin}/f`)).arrayBuffer()).byteLength).toBe(20_000);
  });
});
