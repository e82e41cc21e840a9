import fc from 'fast-check';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../cli/folder-store.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { Encoder } from '../encoder/encoder.ts';
import type { FileStore } from '../storage/file-store.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import { storageFull } from '../storage/storage-full.ts';
import { AS_IT_IS } from './lab-parts.ts';
import { createDenseArm } from './dense-arm.ts';
import type { DenseArm } from './dense-arm.ts';
import type { IndexPart } from './index-part.ts';
import { packBlock, readBlocks } from './vector-blocks.ts';
import { createVectorStore } from './vector-store.ts';

const DIMENSIONS = 3;

/** A vector that says which text it is of, and on which side; counts what it encodes. */
function countingEncoder(delay = 0): { readonly encoder: Encoder; readonly count: () => number } {
  let encoded = 0;
  const encoder: Encoder = {
    dimensions: DIMENSIONS,
    async encode(texts, side) {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      encoded += texts.length;
      return Float32Array.from(
        texts.flatMap((text) => [text.length, Number(/\d+/.exec(text)?.[0] ?? 0), side === 'query' ? 1 : 2]),
      );
    },
    encodeTokens: () => Promise.reject(new Error('not asked for')),
    dispose: () => Promise.resolve(),
  };
  return { encoder, count: () => encoded };
}

const shardOf = (passages: number, queries = 3, word = 'passage'): Shard => ({
  name: 'made up',
  passages: Array.from({ length: passages }, (_, i) => ({ id: `p${i}`, lang: 'en', text: `${word} ${i}` })),
  queries: Array.from({ length: queries }, (_, i) => ({
    id: `q${i}`,
    lang: 'en',
    text: `query ${i}`,
    relevant: [`p${i}`],
    relevantRows: [i],
  })),
  generated: [{ docid: 'p0', queries: { de: ['Frage 1', 'Frage 2'] } }],
  goldCopies: [],
});
const BY = { id: 'own:0123456789abcdef', name: 'tiny', revision: 'r1', dimensions: DIMENSIONS };

let store: FileStore;
beforeEach(() => {
  store = createFolderStore(mkdtempSync(join(tmpdir(), 'vectors-')));
});
const armOn = (
  encoder: Encoder,
  { by = BY, to = store, worth = 0 }: { by?: typeof BY; to?: FileStore; worth?: number } = {},
): DenseArm =>
  createDenseArm(
    encoder,
    AS_IT_IS,
    createVectorStore(by, 'wasm', () => Promise.resolve(to), worth),
  );
const floats = async (blob: Blob): Promise<number[]> => [...new Float32Array(await blob.arrayBuffer())];
const vectorsOf = async (arm: DenseArm): Promise<number[][]> => {
  const { passages, queries, generated } = arm.frozen();
  return Promise.all([floats(passages), floats(queries), floats(generated)]);
};
const rowsFile = async (): Promise<string> =>
  (await store.list('vectors'))
    .filter(({ path }) => path.endsWith('/rows'))
    .sort((a, b) => b.bytes - a.bytes)[0]!.path;

describe('vectors that are kept', () => {
  it('are taken by the next arm of the same encoder, which encodes nothing', async () => {
    const first = countingEncoder();
    const made = armOn(first.encoder);
    expect(await made.index(shardOf(600), 'a', {})).toMatchObject({ taken: 0, notice: null });
    expect(first.count()).toBe(605);
    const second = countingEncoder();
    const again = armOn(second.encoder);
    expect(await again.index(shardOf(600), 'b', {})).toMatchObject({ taken: 605 });
    expect(second.count()).toBe(0);
    expect(await vectorsOf(again)).toEqual(await vectorsOf(made));
  });

  it('go on after a crash half-way', async () => {
    const slow = countingEncoder(5);
    const controller = new AbortController();
    const stopped = armOn(slow.encoder).index(shardOf(1500), 'a', {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 512) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    // A crash leaves half a block behind.
    const path = await rowsFile();
    const whole = (await store.read(path))!;
    const torn = new Uint8Array(await whole.slice(0, whole.size - 100).arrayBuffer());
    await store.write(path, torn);
    const next = countingEncoder();
    const arm = armOn(next.encoder);
    const { taken } = await arm.index(shardOf(1500), 'a', {});
    expect(taken).toBe(256);
    expect(next.count()).toBe(1505 - 256);
    const plain = createDenseArm(countingEncoder().encoder);
    await plain.index(shardOf(1500), 'a', {});
    expect(await vectorsOf(arm)).toEqual(await vectorsOf(plain));
    const last = countingEncoder();
    await armOn(last.encoder).index(shardOf(1500), 'a', {});
    expect(last.count()).toBe(0);
  });

  it('are told apart by encoder, revision, texts and side', async () => {
    await armOn(countingEncoder().encoder).index(shardOf(20), 'a', {});
    const expectAnew = async (by: typeof BY, shard: Shard, encoded: number): Promise<void> => {
      const { encoder, count } = countingEncoder();
      await armOn(encoder, { by }).index(shard, 'a', {});
      expect(count()).toBe(encoded);
    };
    await expectAnew({ ...BY, id: 'own:ffffffffffffffff' }, shardOf(20), 25);
    await expectAnew({ ...BY, revision: 'r2' }, shardOf(20), 25);
    // Queries and generated queries are as they were.
    await expectAnew(BY, shardOf(20, 3, 'text'), 20);
    await expectAnew(BY, shardOf(20), 0);
  });

  it('are never wrong: what was changed on disk is encoded again', async () => {
    await armOn(countingEncoder().encoder).index(shardOf(600), 'a', {});
    const path = await rowsFile();
    const original = new Uint8Array(await (await store.read(path))!.arrayBuffer());
    const plain = createDenseArm(countingEncoder().encoder);
    await plain.index(shardOf(600), 'a', {});
    const expected = await vectorsOf(plain);
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const spoiled = original.slice();
        spoiled[at]! ^= flip;
        await store.write(path, spoiled);
        const arm = armOn(countingEncoder().encoder);
        await arm.index(shardOf(600), 'a', {});
        expect(await vectorsOf(arm)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('of two arms that index the same at once are those of one of them', async () => {
    const [one, two] = [countingEncoder(3), countingEncoder(4)];
    const arms = [armOn(one.encoder), armOn(two.encoder)];
    const outputs = await Promise.all(arms.map((arm) => arm.index(shardOf(1200), 'a', {})));
    expect(outputs.map(({ notice }) => notice)).toEqual([null, null]);
    const third = countingEncoder();
    const arm = armOn(third.encoder);
    await arm.index(shardOf(1200), 'a', {});
    expect(third.count()).toBe(0);
    expect(await vectorsOf(arm)).toEqual(await vectorsOf(arms[0]!));
  });

  it('that somebody else has written since are not written over', async () => {
    const partOf = (): IndexPart => {
      const vectors = new Map<number, Float32Array>();
      return {
        name: 'passages',
        texts: shardOf(4).passages.map(({ text, lang }) => ({ id: null, text, lang })),
        side: 'passage',
        order: [0, 1, 2, 3],
        store: (row, vector) => vectors.set(row, vector),
        load: (row) => vectors.get(row) ?? Float32Array.of(row, row, row),
        done: 0,
      };
    };
    const vectors = createVectorStore(BY, 'wasm', () => Promise.resolve(store), 0);
    const [one, two] = [partOf(), partOf()];
    const [first, second] = [await vectors.resume(one, 'c'), await vectors.resume(two, 'c')];
    one.done = 4;
    await first.advance();
    await first.close();
    two.done = 1;
    await second.advance();
    await second.close();
    expect((await vectors.resume(partOf(), 'c')).taken).toBe(4);
  });

  it('are left out, with a word, when there is no room', async () => {
    const full: FileStore = {
      ...store,
      append: (path) => Promise.reject(storageFull(path, null)),
    };
    const output = await armOn(countingEncoder().encoder, { to: full }).index(shardOf(600), 'a', {});
    expect(output.passages).toBe(600);
    expect(output.notice).toContain('no room left');
  });

  it('are not copied where nothing outlives the page', async () => {
    const memory = createMemoryStore();
    await armOn(countingEncoder().encoder, { to: memory }).index(shardOf(600), 'a', {});
    expect(await memory.list('vectors')).toEqual([]);
  });

  it('are not made of work that is soon done', async () => {
    await armOn(countingEncoder().encoder, { worth: 60_000 }).index(shardOf(600), 'a', {});
    expect(await store.list('vectors')).toEqual([]);
  });

  it('are made of however little when asked for, and of what the cancelled run still ends', async () => {
    const controller = new AbortController();
    const arm = armOn(countingEncoder(5).encoder, { worth: 60_000 });
    const stopped = arm.index(shardOf(1500), 'a', {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 512) controller.abort();
      },
    });
    const keeping = arm.keep();
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(await keeping).toEqual({ notice: null });
    const next = countingEncoder();
    expect(await armOn(next.encoder).index(shardOf(1500), 'a', {})).toMatchObject({ taken: 512 });
    expect(next.count()).toBe(1505 - 512);
  });

  it('are not kept where there is no room, which a pause is told of', async () => {
    const full: FileStore = { ...store, append: (path) => Promise.reject(storageFull(path, null)) };
    const controller = new AbortController();
    const arm = armOn(countingEncoder().encoder, { to: full, worth: 60_000 });
    const stopped = arm.index(shardOf(600), 'a', {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect((await arm.keep()).notice).toContain('no room left');
  });

  it('say on the disk what they are', async () => {
    await armOn(countingEncoder().encoder).index(shardOf(600), 'a', {});
    const metas = (await store.list('vectors')).filter(({ path }) => path.endsWith('meta.json'));
    const read = await Promise.all(
      metas.map(async ({ path }) => JSON.parse(await (await store.read(path))!.text()) as { detail: string }),
    );
    expect(read.map(({ detail }) => detail).sort()).toEqual([
      'generated queries, 2 of 2, by tiny on wasm',
      'passages, 600 of 600, by tiny on wasm',
      'queries, 3 of 3, by tiny on wasm',
    ]);
    expect(read[0]).toMatchObject({ name: 'made up', encoder: BY.id, revision: 'r1', dimensions: 3 });
  });
});

describe('blocks', () => {
  it('come out as they went in, up to where they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 9 }), { maxLength: 5 }),
        fc.nat(200),
        async (blocks, cut) => {
          const packed = await Promise.all(
            blocks.map((rows) => packBlock(rows, Float32Array.from(rows.flatMap((row) => [row, row + 0.5])))),
          );
          const all = new Blob(packed);
          const kept = Math.max(0, all.size - cut);
          const found: [number, number, number][] = [];
          const end = await readBlocks(all.slice(0, kept), { rows: 100, dimensions: 2 }, (row, vector) => {
            found.push([row, vector[0]!, vector[1]!]);
          });
          let size = 0;
          const whole = packed.filter((block) => (size += block.length) <= kept).length;
          expect(found).toEqual(
            blocks.slice(0, whole).flatMap((rows) => rows.map((row) => [row, row, row + 0.5])),
          );
          expect(end).toBe(packed.slice(0, whole).reduce((sum, block) => sum + block.length, 0));
        },
      ),
    );
  });
});
