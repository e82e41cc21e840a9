import type { Shard } from '../domain/corpus/types.ts';
import { candidatesOfRun } from '../engine/lab/candidates-of-run.ts';
import type { CandidateRows } from '../engine/lab/write-candidates.ts';
import type { Arguments } from './arguments.ts';
import { openIndexedArm } from './open-arm.ts';
import { openShard } from './open-shard.ts';
import type { ProgressLine } from './progress.ts';
import { UsageError } from './usage.ts';

/** Passages of each query where `--depth` says nothing: a reranker reads every one of them. */
const DEPTH = 20;

/** The best passages of every query by the arm that `--model` names. */
export async function findCandidates(
  args: Arguments,
  progress: ProgressLine,
): Promise<{ readonly shard: Shard; readonly rows: CandidateRows }> {
  const model = args.required('model');
  const depth = args.number('depth', { min: 1, max: 1000, integer: true }) ?? DEPTH;
  const opened = await openShard(args, progress);
  const shard = { ...opened.shard, generated: [] };
  if (shard.queries.length === 0) throw new UsageError('The corpus has no queries in these languages.');
  const arm = await openIndexedArm(model, { ...opened, shard }, args, progress);
  const { run } = await arm.exportRun({ depth, tag: model, fusion: null }, {});
  await arm.dispose();
  return { shard, rows: candidatesOfRun(shard, await run.text(), depth) };
}
