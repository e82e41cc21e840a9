import type { Shard } from '../../domain/corpus/types.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import { NOTHING } from '../../domain/metrics/rank-table.ts';
import { createTopSelector } from '../../domain/vectors/top-k.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { Pace } from '../rate.ts';
import { startPace } from '../rate.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { PoolLanguages } from './pool-languages.ts';
import { poolLanguages } from './pool-languages.ts';
import type { ScoreKernel } from './score-kernel.ts';
import { tieOrderOf } from './tie-order.ts';

/** Scores a shard's queries block by block: a kernel that knows the queries' vectors, or BM25. */
export interface BlockScorer extends Pick<ScoreKernel, 'countGreater' | 'countEqual'> {
  /** Scores at or below this mean "not retrieved"; `null`: every passage is. */
  readonly minimumScore: number | null;
  /** Scores of `count` queries from `firstQuery` on, [count × passages], valid until the next call. */
  score(firstQuery: number, count: number): Float32Array;
}

export interface RankOptions {
  /** How many top ranks are told by language, at most 100 (the default). */
  readonly depth?: number | undefined;
  /** Queries scored between two yields to the event loop; by default as many as take some 50 ms. */
  readonly yieldEvery?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Pace) => void) | undefined;
}

const MAXIMUM_DEPTH = 100;
/** A block of 64 queries is read from the second-level cache, and has main memory read once for all of them. */
const MAXIMUM_BLOCK = 64;
/** 2²⁰ scores are 4 MB, and 0.4 thousand million multiplications at 384 dimensions. */
const MAXIMUM_BLOCK_SCORES = 2 ** 20;

/**
 * Ranks every query of the shard against all of its passages. A relevant passage's rank is one more than the number
 * of passages before it, which is counted; nothing is sorted but the top `depth`.
 * @throws CrosslensError `aborted`; `corpus-invalid` with more languages than a byte can tell apart
 */
export async function rankQueries(
  shard: Shard,
  scorer: BlockScorer,
  options: RankOptions = {},
): Promise<RankTable> {
  const total = shard.queries.length;
  const depth = Math.min(options.depth ?? MAXIMUM_DEPTH, MAXIMUM_DEPTH);
  const pool = poolLanguages(shard);
  const table = emptyTable(shard, pool, depth);
  const tieOrder = tieOrderOf(shard);
  const rankOne = relevantRanker(shard, scorer, pool, tieOrder);
  const selector = createTopSelector(Math.min(depth, shard.passages.length));
  const rows = shard.passages.length;
  const blockSize = options.yieldEvery ?? defaultBlock(rows);
  const pace = startPace(total);

  for (let first = 0; first < total; first += blockSize) {
    throwIfAborted(options.signal);
    const count = Math.min(blockSize, total - first);
    const block = scorer.score(first, count);
    for (let blockRow = 0; blockRow < count; blockRow += 1) {
      const query = first + blockRow;
      const scores = block.subarray(blockRow * rows, (blockRow + 1) * rows);
      rankOne(table, query, blockRow, scores);
      const best = selector.select(scores, null, tieOrder, scorer.minimumScore);
      for (let rank = 0; rank < best.length; rank += 1) {
        table.topLanguages[query * depth + rank] = pool.ofPassage[best[rank] ?? 0] ?? NOTHING;
      }
    }
    options.onProgress?.(pace(first + count));
    await yieldToEvents();
  }
  throwIfAborted(options.signal);
  return table;
}

/** Queries that are scored together. */
export function defaultBlock(rows: number): number {
  return Math.min(MAXIMUM_BLOCK, Math.max(1, Math.floor(MAXIMUM_BLOCK_SCORES / Math.max(1, rows))));
}

/** Counts what stands before each relevant passage of a query in the block that was scored last. */
function relevantRanker(
  shard: Shard,
  scorer: BlockScorer,
  { starts, ends }: PoolLanguages,
  tieOrder: Uint32Array,
): (table: RankTable, query: number, blockRow: number, scores: Float32Array) => void {
  const rows = shard.passages.length;
  const { minimumScore } = scorer;
  return (table, query, blockRow, scores) => {
    const relevantRows = shard.queries[query]?.relevantRows ?? [];
    relevantRows.forEach((row, position) => {
      const score = scores[row] ?? 0;
      if (minimumScore !== null && score <= minimumScore) return;
      const entry = (table.offsets[query] ?? 0) + position;
      const language = table.relevantLanguage[entry] ?? 0;
      const [start, end] = [starts[language] ?? 0, ends[language] ?? 0];

      const greaterInLanguage = scorer.countGreater(blockRow, start, end, score);
      const greaterElsewhere =
        scorer.countGreater(blockRow, 0, start, score) + scorer.countGreater(blockRow, end, rows, score);
      // Within its language a shard is sorted the way ties are broken.
      const tiesInLanguage = scorer.countEqual(blockRow, start, row, score);
      const tiesElsewhere =
        scorer.countEqual(blockRow, 0, start, score) + scorer.countEqual(blockRow, end, rows, score);
      const tiesAfter = scorer.countEqual(blockRow, row + 1, end, score);
      const tiesBefore = tiesElsewhere === 0 ? tiesInLanguage : countTiesBefore(scores, row, tieOrder);

      table.rankInLanguage[entry] = 1 + greaterInLanguage + tiesInLanguage;
      table.rankInPool[entry] = 1 + greaterInLanguage + greaterElsewhere + tiesBefore;
      table.tiesInLanguage.set([tiesInLanguage, tiesAfter], 2 * entry);
      table.tiesInPool.set([tiesBefore, tiesInLanguage + tiesAfter + tiesElsewhere - tiesBefore], 2 * entry);
    });
  };
}

function countTiesBefore(scores: Float32Array, row: number, tieOrder: Uint32Array): number {
  const score = scores[row];
  const place = tieOrder[row] ?? 0;
  let before = 0;
  for (let other = 0; other < scores.length; other += 1) {
    if (scores[other] === score && (tieOrder[other] ?? 0) < place) before += 1;
  }
  return before;
}

/** A table with everything but the ranks and the top languages. */
export function emptyTable(shard: Shard, pool: PoolLanguages, depth: number): RankTable {
  const { queries } = shard;
  const offsets = new Uint32Array(queries.length + 1);
  queries.forEach(({ relevantRows }, q) => {
    offsets[q + 1] = (offsets[q] ?? 0) + relevantRows.length;
  });
  const groups = new Map<string, number>();
  const groupOf = (group: string | undefined): number => {
    if (group === undefined) return -1;
    const number = groups.get(group) ?? groups.size;
    groups.set(group, number);
    return number;
  };
  const relevant = queries.flatMap(({ relevantRows }) => relevantRows);
  return {
    languages: pool.languages,
    poolSizes: pool.starts.map((start, language) => (pool.ends[language] ?? 0) - start),
    queryLanguage: pool.ofQuery,
    queryGroup: Int32Array.from(queries, ({ group }) => groupOf(group)),
    offsets,
    relevantLanguage: Uint8Array.from(relevant, (row) => pool.ofPassage[row] ?? NOTHING),
    rankInPool: new Uint32Array(relevant.length),
    rankInLanguage: new Uint32Array(relevant.length),
    tiesInPool: new Uint32Array(2 * relevant.length),
    tiesInLanguage: new Uint32Array(2 * relevant.length),
    topLanguages: new Uint8Array(queries.length * depth).fill(NOTHING),
    depth,
  };
}
