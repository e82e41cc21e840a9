import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { RerankProgress } from '../../protocol/cross-encoder.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { CandidateRows } from '../lab/write-candidates.ts';
import { startPace } from '../rate.ts';
import type { PairScorer } from './cross-encoder.ts';

/** What a run of reranking has done so far; given again, the run goes on there. */
export interface Reranked {
  /** One for each query that was looked at, in the shard's order; empty for a query without candidates. */
  readonly lines: string[];
  cut: number;
}

/** Queries whose pairs are scored together, so that passages of like length share a batch and a cancel loses little. */
const QUERIES_AT_ONCE = 8;

export function startReranked(): Reranked {
  return { lines: [], cut: 0 };
}

/**
 * Orders the candidates of each query by what a scorer says of the pair, best first; equal scores keep the arm's
 * order. Lines are `{"query": id, "ranking": [ids]}`, which `readPermutations` reads. What is done is in `reranked`,
 * also when the run is cancelled.
 * @throws CrosslensError `aborted`, and what the scorer throws
 */
export async function rerank(
  shard: Shard,
  candidates: CandidateRows,
  scorer: PairScorer,
  reranked: Reranked,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: RerankProgress) => void) | undefined;
  } = {},
): Promise<void> {
  const { signal, onProgress } = options;
  const pairsOf = (from: number, to: number): number =>
    candidates.slice(from, to).reduce((sum, rows) => sum + rows.length, 0);
  let done = pairsOf(0, reranked.lines.length);
  const pace = startPace(pairsOf(0, shard.queries.length), done);
  while (reranked.lines.length < shard.queries.length) {
    throwIfAborted(signal);
    const from = reranked.lines.length;
    const chunk = shard.queries.slice(from, from + QUERIES_AT_ONCE).map((query, place) => ({
      query,
      passages: Array.from(candidates[from + place] ?? []).flatMap((row) => shard.passages[row] ?? []),
    }));
    const pairs = chunk.flatMap(({ query, passages }) =>
      passages.map((passage) => ({ query: query.text, passage: searchedText(passage) })),
    );
    const already = done;
    const { scores, cut } = await scorer.score(pairs, {
      signal,
      onProgress: (scored) => onProgress?.(pace(already + scored)),
    });
    let first = 0;
    for (const { query, passages } of chunk) {
      const order = orderByScore(scores.subarray(first, first + passages.length));
      const ranking = order.flatMap((place) => passages[place]?.id ?? []);
      reranked.lines.push(ranking.length === 0 ? '' : `${JSON.stringify({ query: query.id, ranking })}\n`);
      first += passages.length;
    }
    reranked.cut += cut;
    done += pairs.length;
  }
}

/** Places, best first; the sort is stable. */
function orderByScore(scores: Float32Array): number[] {
  return Array.from(scores, (_, place) => place).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}
