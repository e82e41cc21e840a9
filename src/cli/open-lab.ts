import type { Lab } from '../engine/lab/create-lab.ts';
import { createLab } from '../engine/lab/create-lab.ts';
import { floatsOf } from '../engine/lab/floats-of.ts';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { BM25_ID } from '../protocol/lexical.ts';
import type { Arguments } from './arguments.ts';
import { openDense } from './open-dense.ts';
import type { OpenedShard } from './open-shard.ts';
import type { ProgressLine } from './progress.ts';
import { splitChoiceOf } from './seed-flags.ts';
import { UsageError } from './usage.ts';

export interface OpenedLab {
  readonly lab: Lab;
  /** Gives the token vectors that the transport recipe wants. */
  readonly encoder: Encoder;
}

/** Indexes the shard with `--model`, an encoder or an arm of the Lab, and puts its vectors on the Lab's bench. */
export async function openLab(
  args: Arguments,
  { shard, hash }: OpenedShard,
  progress: ProgressLine,
): Promise<OpenedLab> {
  const id = args.required('model');
  if (id === BM25_ID) throw new UsageError('bm25 has no vectors to train on: give --model an encoder.');
  // Disposing of the arm would dispose of the encoder, which gives token vectors later.
  const { arm, encoder, entry, base } = await openDense(id, args);
  await arm.index(shard, hash, {
    onProgress: (pace) => {
      progress.show(`${id}, encoding`, pace);
    },
  });
  const { dimensions, passages, queries, generated } = arm.frozen();
  const lab = await createLab({
    shard,
    shardHash: hash,
    dimensions,
    passages: await floatsOf(passages),
    queries: await floatsOf(queries),
    generated: await floatsOf(generated),
    encoder: { id: entry.id, revision: entry.revision },
    base,
    split: splitChoiceOf(args),
  });
  const { split, training, heldOut } = lab.opened;
  progress.say(
    `split by ${split.by}, seed ${String(split.choice.seed)}: ${String(training.queries)} questions to train on, ${String(heldOut.queries)} held out, ranked against ${String(shard.passages.length)} passages.`,
  );
  return { lab, encoder };
}
