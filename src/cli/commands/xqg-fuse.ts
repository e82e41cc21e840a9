import { writeFile } from 'node:fs/promises';
import { fuseInto, queryCountRange } from '../../domain/augmentation/fuse.ts';
import { planGenerated } from '../../domain/augmentation/plan-generated.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Encoder } from '../../engine/encoder/encoder.ts';
import { startPace } from '../../engine/rate.ts';
import type { Arguments } from '../arguments.ts';
import { fusionOf } from '../fusion-flags.ts';
import { NpyWriter } from '../npy-writer.ts';
import { openModel } from '../open-model.ts';
import { openShard } from '../open-shard.ts';
import type { ProgressLine } from '../progress.ts';
import { createProgress } from '../progress.ts';
import { threadsOf } from '../threads.ts';
import { UsageError } from '../usage.ts';

const WINDOW = 1024;

/** Fused passage vectors as a matrix, with the passages' ids beside it: row i belongs to line i. */
export async function fuse(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`xqg fuse takes flags only, not "${args.positionals.join(' ')}".`);
  const out = args.required('out');
  const progress = createProgress();
  const { shard } = await openShard(args, progress, 'passages');
  const choice = fusionOf(args, shard);
  if (choice === null) throw new UsageError('--xqg FILE or --alpha is missing: nothing would be fused.');
  const { encoder } = await openModel(args.required('model'), args, threadsOf(args));
  try {
    const { plan, texts } = planGenerated(shard);
    const { min, max } = queryCountRange(plan, choice);
    if (min !== max)
      progress.say(
        `passages receive ${String(min)} to ${String(max)} queries: the sum weighs them unequally.`,
      );
    const passages = await encodeAll(encoder, shard.passages.map(searchedText), 'passages', progress);
    const queries = await encodeAll(encoder, texts, 'generated queries', progress);
    const fused = new Float32Array(passages.length);
    fuseInto(fused, passages, encoder.dimensions, plan, queries, choice);
    const writer = await NpyWriter.create(out, encoder.dimensions);
    await writer.append(fused);
    const ids = `${out.replace(/\.npy$/, '')}.ids.jsonl`;
    await writeFile(ids, shard.passages.map(({ id, lang }) => `${JSON.stringify({ id, lang })}\n`).join(''));
    progress.say(`${String(await writer.finish())} vectors written to ${out}, their ids to ${ids}.`);
  } finally {
    await encoder.dispose();
  }
}

/** [texts × dimensions]; generated queries go through the passage branch, as the xQG code has it. */
async function encodeAll(
  encoder: Encoder,
  texts: readonly string[],
  what: string,
  progress: ProgressLine,
): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * encoder.dimensions);
  const pace = startPace(texts.length);
  for (let from = 0; from < texts.length; from += WINDOW) {
    const window = texts.slice(from, from + WINDOW);
    vectors.set(await encoder.encode(window, 'passage'), from * encoder.dimensions);
    progress.show(what, pace(from + window.length));
  }
  return vectors;
}
