import { stat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrossEncoder } from '../../engine/cross-encoder/cross-encoder.ts';
import { openCrossEncoder } from '../../engine/cross-encoder/cross-encoder.ts';
import { chooseCrossEncoderFiles, readCrossEncoderFiles } from '../../engine/cross-encoder/model-files.ts';
import { rerank, startReranked } from '../../engine/cross-encoder/rerank.ts';
import { nodeRuntime } from '../../engine/ort/node.ts';
import type { Arguments } from '../arguments.ts';
import { filesUnder } from '../files-under.ts';
import { findCandidates } from '../find-candidates.ts';
import { createProgress } from '../progress.ts';
import { writeText } from '../text-file.ts';
import { threadsOf } from '../threads.ts';
import { UsageError } from '../usage.ts';

/** Orders every query's best passages by a cross-encoder; the file can be imported as permutations. */
export async function rerankCandidates(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`lab rerank takes flags only, not "${args.positionals.join(' ')}".`);
  const out = args.required('out');
  const progress = createProgress();
  const model = await openFolder(args.required('cross-encoder'), threadsOf(args));
  for (const note of model.notes) progress.say(note);
  try {
    const { shard, rows } = await findCandidates(args, progress);
    const reranked = startReranked();
    await rerank(shard, rows, model, reranked, {
      onProgress: (pace) => {
        progress.show('pairs', pace);
      },
    });
    await writeText(out, new Blob(reranked.lines));
    const written = reranked.lines.filter((line) => line !== '').length;
    const cut = reranked.cut > 0 ? ` ${String(reranked.cut)} passages did not fit and were cut.` : '';
    progress.say(`Rankings of ${String(written)} queries written to ${out}.${cut}`);
  } finally {
    await model.dispose();
  }
}

/** A folder in the Hugging Face layout. */
async function openFolder(folder: string, threads: number): Promise<CrossEncoder> {
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() === true;
  if (!isFolder) throw new UsageError(`--cross-encoder: ${folder} is not a folder.`);
  const paths = chooseCrossEncoderFiles(await filesUnder(folder), folder);
  const files = await readCrossEncoderFiles(paths, folder, (path) => readFile(join(folder, path)));
  return openCrossEncoder(files, nodeRuntime, { threads });
}
