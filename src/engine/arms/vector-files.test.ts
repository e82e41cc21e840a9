import { describe, expect, it } from 'vitest';
import type { Shard } from '../../domain/corpus/types.ts';
import type { ExportedVectors } from '../../protocol/arm.ts';
import { npyHeader } from '../npy.ts';
import type { VectorsBy } from './vector-files.ts';
import { readVectorFiles, writeVectorFiles } from './vector-files.ts';

const BY: VectorsBy = { id: 'bag-hybrid', revision: 'r1', lab: null };
const shardOf = (...texts: readonly string[]): Shard => ({
  name: 'made up',
  passages: texts.map((text) => ({ id: text.slice(0, 1), lang: 'en', text })),
  queries: [],
  generated: [],
  goldCopies: [],
});
const SHARD = shardOf('a river', 'b bread', 'c coffee');
const VECTORS = Float32Array.from([1, 2, 3, 4, 5, 6]);
const write = (format: 'npy' | 'safetensors' = 'npy'): Promise<ExportedVectors> =>
  writeVectorFiles(BY, SHARD, 'hash', VECTORS, { format });
const read = async (
  files: ExportedVectors,
  shard = SHARD,
  by = BY,
  dimensions = 2,
): Promise<[number, number[]][]> =>
  [...(await readVectorFiles(by, dimensions, shard, files))].map(([row, vector]) => [row, [...vector]]);
const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);

describe.each(['npy', 'safetensors'] as const)('vectors as %s', (format) => {
  it('come back by id, whatever the order, without those whose text has changed', async () => {
    const files = await write(format);
    expect(await read(files)).toEqual([
      [0, [1, 2]],
      [1, [3, 4]],
      [2, [5, 6]],
    ]);
    expect(await read(files, shardOf('c coffee', 'd tea', 'b beer', 'a river'))).toEqual([
      [0, [5, 6]],
      [3, [1, 2]],
    ]);
  });
});

describe('vectors of other programs', () => {
  it('need no more than the encoder, the dimensions and the ids', async () => {
    const ids = json({ encoder: { id: 'bag-hybrid', revision: 'r1' }, dimensions: 2, ids: ['b'] });
    const vectors = new Blob([npyHeader(1, 2), Float32Array.from([7, 8])]);
    expect(await read({ vectors, ids })).toEqual([[1, [7, 8]]]);
  });

  it.each<[string, (files: ExportedVectors) => Promise<unknown>, string, RegExp]>([
    [
      'of another encoder',
      (files) => read(files, SHARD, { ...BY, id: 'bag-mono' }),
      'not-possible',
      /made by bag-hybrid/,
    ],
    [
      'of another revision',
      (files) => read(files, SHARD, { ...BY, revision: 'r2' }),
      'not-possible',
      /revision r2/,
    ],
    [
      'of an encoder that the Lab changed',
      (files) => read(files, SHARD, { ...BY, lab: 'ab' }),
      'not-possible',
      /Lab/,
    ],
    ['of another length', (files) => read(files, SHARD, BY, 3), 'not-possible', /2 dimensions/],
    ['of other passages', (files) => read(files, shardOf('x', 'y')), 'not-possible', /None of these/],
    [
      'that were cut short',
      ({ vectors, ids }) => read({ vectors: vectors.slice(0, vectors.size - 4), ids }),
      'file-damaged',
      /20 bytes of numbers/,
    ],
    [
      'with a number that is none',
      ({ ids }) =>
        read({ vectors: new Blob([npyHeader(3, 2), Float32Array.from([1, 2, 3, NaN, 5, 6])]), ids }),
      'file-damaged',
      /vector of b holds NaN/,
    ],
    [
      'of fewer ids',
      ({ vectors }) => read({ vectors, ids: json({ encoder: BY, dimensions: 2, ids: ['a'] }) }),
      'file-damaged',
      /do not belong together/,
    ],
    [
      'with an id that stands twice',
      ({ vectors }) => read({ vectors, ids: json({ encoder: BY, dimensions: 2, ids: ['a', 'b', 'a'] }) }),
      'file-damaged',
      /stands twice/,
    ],
    [
      'that are text',
      ({ ids }) => read({ vectors: new Blob(['hello world']), ids }),
      'file-damaged',
      /neither .npy nor/,
    ],
    ['without JSON', ({ vectors }) => read({ vectors, ids: new Blob(['{']) }), 'file-damaged', /not JSON/],
    [
      'without an encoder',
      ({ vectors }) => read({ vectors, ids: json({ ids: [] }) }),
      'file-damaged',
      /encoder/,
    ],
    [
      'in double precision',
      ({ ids }) => read({ vectors: new Blob([new TextEncoder().encode(''), doubles()]), ids }),
      'file-damaged',
      /<f8/,
    ],
  ])('%s are refused', async (_, run, code, message) => {
    await expect(write().then(run)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

function doubles(): Uint8Array<ArrayBuffer> {
  const header = npyHeader(3, 2);
  header.set(new TextEncoder().encode("'<f8'"), 10 + "{'descr': ".length);
  return header;
}
