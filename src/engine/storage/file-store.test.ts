import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderStore } from '../../cli/folder-store.ts';
import { PROMISED, useStore } from '../../testing/store-scenario.ts';
import { createMemoryStore } from './memory-store.ts';

// The browser's own file system goes through the same steps in e2e/opfs.spec.ts.
describe.each([
  ['memory', () => createMemoryStore()],
  [
    'a folder that is not there yet',
    () => createFolderStore(join(mkdtempSync(join(tmpdir(), 'store-')), 'a', 'b')),
  ],
])('a store in %s', (_, create) => {
  it('keeps what it promises', async () => {
    expect(await useStore(create())).toEqual(PROMISED);
  });
  it('can be written again once the writer has ended', async () => {
    const store = create();
    await (await store.append('x/y')).close();
    await (await store.append('x/y')).close();
    expect((await store.list('x')).map(({ bytes }) => bytes)).toEqual([0]);
  });
});

describe('a folder as a store', () => {
  it('does not lead out of itself', async () => {
    const store = createFolderStore(mkdtempSync(join(tmpdir(), 'store-')));
    await expect(store.write('../escaped', new Uint8Array([1]))).rejects.toThrow('leads out');
  });
});
