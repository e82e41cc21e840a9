import { writeCandidates } from '../../engine/lab/write-candidates.ts';
import type { Arguments } from '../arguments.ts';
import { findCandidates } from '../find-candidates.ts';
import { createProgress } from '../progress.ts';
import { writeText } from '../text-file.ts';
import { UsageError } from '../usage.ts';

/** The best passages of every query with their texts, for a reranker elsewhere. */
export async function candidates(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`lab candidates takes flags only, not "${args.positionals.join(' ')}".`);
  const out = args.required('out');
  const progress = createProgress();
  const { shard, rows } = await findCandidates(args, progress);
  await writeText(out, writeCandidates(shard, rows));
  const written = rows.filter(({ length }) => length > 0).length;
  progress.say(`Candidates of ${String(written)} queries written to ${out}.`);
}
