import type { Arm } from '../engine/arms/arm.ts';
import { createDenseArm } from '../engine/arms/dense-arm.ts';
import { createLexicalArm } from '../engine/arms/lexical-arm.ts';
import { BM25_ID } from '../protocol/lexical.ts';
import type { Arguments } from './arguments.ts';
import { findEncoder, openFromFolder, readManifest } from './model-folder.ts';
import type { OpenedShard } from './open-shard.ts';
import type { ProgressLine } from './progress.ts';
import { threadsOf } from './threads.ts';

/** Opens an arm by its id and indexes the shard with it. */
export async function openIndexedArm(
  id: string,
  { shard, hash }: OpenedShard,
  args: Arguments,
  progress: ProgressLine,
): Promise<Arm> {
  const arm =
    id === BM25_ID
      ? createLexicalArm()
      : createDenseArm(await openFromFolder(findEncoder(await readManifest(), id), threadsOf(args)));
  await arm.index(shard, hash, {
    onProgress: (pace) => {
      progress.show(`${id}, indexing`, pace);
    },
  });
  return arm;
}
