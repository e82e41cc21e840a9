import type { Passage, Shard } from '../../domain/corpus/types.ts';
import { matchingRanges } from '../../domain/text/matching-ranges.ts';
import { rankOf, topHits } from '../../domain/vectors/top-k.ts';
import type { SearchInput, SearchOutput } from '../../protocol/arm.ts';
import { tieOrderOf } from '../ranking/tie-order.ts';

interface Circumstances {
  /** 1 where the passage is indexed. [passages] */
  readonly available: Uint8Array;
  /** Scores at or below this mean "not retrieved"; `null`: every passage is ranked. */
  readonly minimumScore: number | null;
  /** Clock at the start, and when the query was encoded, in milliseconds. */
  readonly started: number;
  readonly encoded: number;
}

/** Everything that a result column shows, from the scores of one query. */
export function answerSearch(
  shard: Shard,
  scores: Float32Array,
  input: SearchInput,
  circumstances: Circumstances,
): SearchOutput {
  const { available, minimumScore } = circumstances;
  const wanted = new Set(input.passageLanguages);
  const inFilter = (passage: Passage): boolean => wanted.size === 0 || wanted.has(passage.lang);
  const allowed = available.map((flag, row) => {
    const passage = shard.passages[row];
    return flag === 1 && passage !== undefined && inFilter(passage) ? 1 : 0;
  });
  const ties = tieOrderOf(shard);
  const found = topHits(scores, input.k, allowed, ties, minimumScore);
  const searchedAt = performance.now();

  const query =
    input.queryId === null ? undefined : shard.queries.find((candidate) => candidate.id === input.queryId);
  const gold = new Set(query?.relevantRows);
  const rejected = new Set(query?.rejectedRows);
  const shown = new Set(found.map((hit) => hit.row));
  const missed = [...gold].flatMap((row) => {
    const passage = shard.passages[row];
    if (passage === undefined || shown.has(row) || !inFilter(passage)) return [];
    return [{ rank: rankOf(row, scores, allowed, ties, minimumScore), passage }];
  });

  return {
    hits: found.flatMap(({ row, rank, score }) => {
      const passage = shard.passages[row];
      if (passage === undefined) return [];
      return [
        {
          rank,
          score,
          passage,
          gold: gold.has(row),
          rejected: rejected.has(row),
          marks: matchingRanges(input.text, passage.text),
        },
      ];
    }),
    missed: missed.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity)),
    shares: languageShares(
      shard,
      allowed,
      found.map((hit) => hit.row),
    ),
    searched: allowed.reduce((sum, flag) => sum + flag, 0),
    pending: available.reduce((sum, flag) => sum + (1 - flag), 0),
    milliseconds: {
      encode: circumstances.encoded - circumstances.started,
      search: searchedAt - circumstances.encoded,
    },
  };
}

function languageShares(
  shard: Shard,
  allowed: Uint8Array,
  topRows: readonly number[],
): SearchOutput['shares'] {
  const pool = new Map<string, number>();
  const top = new Map<string, number>();
  const count = (counts: Map<string, number>, lang: string): Map<string, number> =>
    counts.set(lang, (counts.get(lang) ?? 0) + 1);
  shard.passages.forEach((passage, row) => {
    if (allowed[row] === 1) count(pool, passage.lang);
  });
  for (const row of topRows) {
    const passage = shard.passages[row];
    if (passage !== undefined) count(top, passage.lang);
  }
  const searched = [...pool.values()].reduce((sum, size) => sum + size, 0);
  return [...pool].map(([lang, size]) => ({
    lang,
    top: topRows.length === 0 ? 0 : (top.get(lang) ?? 0) / topRows.length,
    pool: size / searched,
  }));
}
