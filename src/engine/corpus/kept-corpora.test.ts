import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../cli/folder-store.ts';
import { summarise } from '../../domain/corpus/select-shard.ts';
import type { Corpus } from '../../domain/corpus/types.ts';
import type { KeptCorpus } from '../../protocol/corpus.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { FileStore } from '../storage/file-store.ts';
import { createKeptCorpora } from './kept-corpora.ts';
import { unpackCorpus } from './pack-corpus.ts';

const corpus = (name: string, text: string): Corpus => ({
  name,
  passages: [{ id: '1', lang: 'am', text }],
  queries: [{ id: 'q', lang: 'en', text: '?', relevant: ['1'] }],
  generated: [],
});
const keep = (store: FileStore, of: Corpus): Promise<KeptCorpus> =>
  createKeptCorpora(store).keep(of, summarise(of), { dataset: null, files: [`${of.name}.jsonl`] });

describe('kept corpora', () => {
  let folder = '';
  let store: FileStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosslens-kept-'));
    store = createFolderStore(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are listed, opened and removed', async () => {
    const kept = await keep(store, corpus('a', 'ሰላም'));
    expect(kept.id).toMatch(/^[0-9a-f]{16}$/);
    const corpora = createKeptCorpora(createFolderStore(folder));
    const [listed] = await corpora.list();
    expect(listed).toMatchObject({ id: kept.id, name: 'a', files: ['a.jsonl'], summary: kept.summary });
    expect(listed?.bytes).toBeGreaterThan(kept.bytes);
    const { rows } = await corpora.open(kept.id);
    expect(await unpackCorpus('a', rows)).toEqual(corpus('a', 'ሰላም'));
    await corpora.remove(kept.id);
    expect(await corpora.list()).toEqual([]);
    await expect(corpora.open(kept.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are one for the same content, under its last name', async () => {
    const first = await keep(store, corpus('a', 'x'));
    const second = await keep(store, corpus('b', 'x'));
    const other = await keep(store, corpus('c', 'y'));
    expect(second.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    const names = (await createKeptCorpora(store).list()).map(({ name }) => name);
    expect(names.sort()).toEqual(['b', 'c']);
  });

  it('leave out what is damaged, and remove nothing but their own', async () => {
    const { id } = await keep(store, corpus('a', 'x'));
    await store.write('corpora/0123456789abcdef/meta.json', new Blob(['{"name": 1}']));
    await store.write('models/x', new Blob(['1']));
    const corpora = createKeptCorpora(store);
    expect((await corpora.list()).map((kept) => kept.id)).toEqual([id]);
    await corpora.remove('../models');
    expect(await store.list('models')).toHaveLength(1);
  });

  it('leave nothing behind where there is no room', async () => {
    const full: FileStore = {
      ...store,
      async write(path, content) {
        if (path.endsWith('meta.json')) throw new CrosslensError('storage-full', 'No room.');
        await store.write(path, content);
      },
    };
    await expect(keep(full, corpus('a', 'x'))).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.list('corpora')).toEqual([]);
  });
});
