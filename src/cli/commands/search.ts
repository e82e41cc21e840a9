import type { Arguments } from '../arguments.ts';
import { openIndexedArm } from '../open-arm.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage.ts';

export async function search(args: Arguments): Promise<void> {
  const text = args.positionals[0];
  if (text === undefined || args.positionals.length > 1)
    throw new UsageError('search takes one query, in quotes.');
  const model = args.required('model');
  const k = args.number('k', { min: 1, max: 1000, integer: true }) ?? 10;
  const progress = createProgress();
  const arm = await openIndexedArm(model, await openShard(args, progress), args, progress);
  const { hits } = await arm.search({ text, queryId: null, k, passageLanguages: [], fusion: null });
  await arm.dispose();
  if (args.has('json')) {
    const rows = hits.map(({ rank, score, passage }) => ({ encoder: model, rank, score, ...passage }));
    process.stdout.write(`[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`);
    return;
  }
  for (const { rank, score, passage } of hits) {
    const title = passage.title === undefined ? '' : `${passage.title}: `;
    process.stdout.write(
      `${String(rank)}\t${score.toFixed(4)}\t${passage.lang}\t${passage.id}\t${title}${passage.text.replace(/\s+/g, ' ')}\n`,
    );
  }
}
