import { expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shard } from '../../domain/corpus/types.ts';
import type { ArmContract } from '../../protocol/arm.ts';
import type { Service } from '../../protocol/service.ts';
import { zooFolder } from '../../testing/folder-files.ts';
import { describeZoo, zooProfile } from '../../testing/zoo.ts';
import { packShard } from '../corpus/shard-blob.ts';
import { floatsOf } from '../lab/floats-of.ts';
import { nodeRuntime } from '../ort/node.ts';
import { createDenseArmService } from './arm-service.ts';

const context = { signal: new AbortController().signal, onProgress: () => undefined };
const { profile } = await zooProfile('bert-mean', await describeZoo('bert-mean'));
const blobs = Object.fromEntries(
  await Promise.all(
    profile.files.map(
      async ({ path }) => [path, new Blob([await readFile(join(zooFolder('bert-mean'), path))])] as const,
    ),
  ),
);

async function openArm(): Promise<Service<ArmContract>> {
  const service = createDenseArmService(nodeRuntime);
  const source = {
    kind: 'encoder',
    encoder: profile,
    files: { kind: 'blobs', blobs },
    threads: 1,
    lab: null,
  } as const;
  await service.open({ source }, context);
  return service;
}
const shardOf = (...texts: readonly string[]): Shard => ({
  name: 'made up',
  passages: texts.map((text) => ({ id: text, lang: 'en', text })),
  queries: [{ id: 'q', lang: 'en', text: 'river', relevant: [texts[0]!], relevantRows: [0] }],
  generated: [],
  goldCopies: [],
});
const packed = async (shard: Shard): Promise<{ shard: Blob; shardHash: string }> => {
  const { blob, hash } = await packShard(shard);
  return { shard: blob, shardHash: hash };
};

it.each(['npy', 'safetensors'] as const)(
  'vectors go out as %s, and come into another arm',
  async (format) => {
    const whole = await packed(shardOf('a river', 'some bread', 'black coffee'));
    const first = await openArm();
    await expect(first.exportVectors({ format }, context)).rejects.toMatchObject({ code: 'not-ready' });
    await first.index({ ...whole, frozen: null }, context);
    const files = await first.exportVectors({ format }, context);
    expect(JSON.parse(await files.ids.text())).toMatchObject({
      encoder: { id: profile.id, revision: profile.revision, lab: null },
      shardHash: whole.shardHash,
      dimensions: 32,
      ids: ['a river', 'some bread', 'black coffee'],
    });

    const second = await openArm();
    // One passage is new, and they stand in another order.
    const other = await packed(shardOf('black coffee', 'a river', 'green tea'));
    expect(await second.importVectors({ ...files, ...other }, context)).toEqual({ taken: 2, passages: 3 });
    await expect(second.exportVectors({ format }, context)).rejects.toMatchObject({ code: 'not-ready' });
    await second.index({ ...other, frozen: null }, context);
    const alone = await openArm();
    await alone.index({ ...other, frozen: null }, context);
    const found = await floatsOf((await second.frozen(null, context)).passages);
    const expected = await floatsOf((await alone.frozen(null, context)).passages);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 5);
    });
  },
);
