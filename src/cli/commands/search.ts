import type { Arguments } from '../arguments.ts';
import { openIndexedArm } from '../open-arm.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage.ts';

export async function search(args: Arguments): Promise<void> {
  const text = args.positionals[0];
  if (text === undefined || args.positionals.length > 1)
    throw new UsageError('search takes one query, in quotes.');
  if (text.trim() === '') throw new UsageError('The query is empty.');
  const model = args.required('model');
  const k = args.number('k', { min: 1, max: 1000, integer: true }) ?? 10;
  const progress = createProgress();
  const { shard, hash } = await openShard(args, progress);
  const arm = await openIndexedArm(
    model,
    { shard: { ...shard, queries: [], generated: [] }, hash },
    args,
    progress,
  );
  const { hits } = await arm.search({ text, queryId: null, k, passageLanguages: [], fusion: null });
  await arm.dispose();
  if (args.has('json')) {
    const rows = hits.map(({ rank, score, passage }) => ({ encoder: model, rank, score, ...passage }));
    process.stdout.write(`[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`);
    return;
  }
  for (const { rank, score, passage } of hits) {
    const title = passage.title === undefined ? '' : `${passage.title}: `;
    const fields = [rank, score.toFixed(4), passage.lang, passage.id, `${title}${passage.text}`];
    process.stdout.write(`${fields.map((field) => oneLine(String(field))).join('\t')}\n`);
  }
}

/** A corpus is anybody's text: no tab may break a row, and no escape sequence reach the terminal. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}
