import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchModelFile } from './fetch-model-file.ts';

/** A server that breaks off its first answers half-way. */
let broken = 0;
let asked = 0;
let server: Server;
let baseUrl = '';

beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    asked += 1;
    response.setHeader('content-length', '4');
    response.write(Buffer.from([1, 2]));
    if (asked > broken) response.end(Buffer.from([3, 4]));
    else
      setTimeout(() => {
        response.destroy();
      }, 20);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, resolve);
  });
  baseUrl = `http://localhost:${String((server.address() as AddressInfo).port)}`;
});
afterEach(() => {
  server.close();
});

const read = () =>
  fetchModelFile(baseUrl)('model.onnx', { expectedBytes: 4, signal: undefined, onBytes: () => undefined });

describe('a model file', () => {
  it('that breaks off is read once more', async () => {
    broken = 1;
    expect([...(await read())]).toEqual([1, 2, 3, 4]);
    expect(asked).toBe(2);
  });
  it('that breaks off again is a fault of the network, and named', async () => {
    broken = 2;
    await expect(read()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('model.onnx broke off') as string,
    });
  });
});
