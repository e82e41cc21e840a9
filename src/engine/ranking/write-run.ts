import type { Shard } from '../../domain/corpus/types.ts';
import { unseenQueries } from '../../domain/lab/split.ts';
import { formatRunLines } from '../../domain/trec/format-run.ts';
import { createTopSelector } from '../../domain/vectors/top-k.ts';
import type { ExportRunInput, ExportRunOutput } from '../../protocol/arm.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { Pace } from '../rate.ts';
import { startPace } from '../rate.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { BlockScorer } from './rank-queries.ts';
import { defaultBlock } from './rank-queries.ts';
import { tieOrderOf } from './tie-order.ts';

/** Scores every query again and writes its best passages as a TREC run, part by part, so that no string holds all. */
export async function writeRun(
  shard: Shard,
  scorer: Pick<BlockScorer, 'score' | 'minimumScore'>,
  { depth, tag, trainedOn }: ExportRunInput,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((pace: Pace) => void) | undefined;
  },
): Promise<ExportRunOutput> {
  const rows = shard.passages.length;
  const total = shard.queries.length;
  const selector = createTopSelector(Math.min(depth, rows));
  const tieOrder = tieOrderOf(shard);
  const pace = startPace(total);
  const blockSize = defaultBlock(rows);
  const parts: string[] = [];
  const unseen = unseenQueries(shard, trainedOn ?? []);
  let lines = 0;
  for (let first = 0; first < total; first += blockSize) {
    throwIfAborted(options.signal);
    const count = Math.min(blockSize, total - first);
    const block = scorer.score(first, count);
    for (let row = 0; row < count; row += 1) {
      if (unseen[first + row] !== 1) continue;
      const scores = block.subarray(row * rows, (row + 1) * rows);
      const best = selector.select(scores, null, tieOrder, scorer.minimumScore);
      const ranked = Array.from(best, (passage) => ({
        docno: shard.passages[passage]?.id ?? '',
        score: scores[passage] ?? 0,
      }));
      lines += ranked.length;
      parts.push(formatRunLines(shard.queries[first + row]?.id ?? '', ranked, tag));
    }
    options.onProgress?.(pace(first + count));
    await yieldToEvents();
  }
  return { run: new Blob(parts, { type: 'text/plain' }), queries: parts.length, lines };
}
