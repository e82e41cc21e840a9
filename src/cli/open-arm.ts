import type { Arm } from '../engine/arms/arm.ts';
import { createLexicalArm } from '../engine/arms/lexical-arm.ts';
import { BM25_ID } from '../protocol/lexical.ts';
import type { Arguments } from './arguments.ts';
import { openDense } from './open-dense.ts';
import type { OpenedShard } from './open-shard.ts';
import type { ProgressLine } from './progress.ts';

/** Opens an arm by its id, or by the file of an arm of the Lab, and indexes the shard with it. */
export async function openIndexedArm(
  id: string,
  { shard, hash }: OpenedShard,
  args: Arguments,
  progress: ProgressLine,
): Promise<Arm> {
  const arm = id === BM25_ID ? createLexicalArm() : (await openDense(id, args)).arm;
  await arm.index(shard, hash, {
    onProgress: (pace) => {
      progress.show(`${id}, indexing`, pace);
    },
  });
  return arm;
}
