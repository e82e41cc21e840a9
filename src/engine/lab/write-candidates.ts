import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';

/** The best passages of each query: rows of the shard's passages, best first. [queries][depth] */
export type CandidateRows = readonly Uint32Array[];

/**
 * Candidates as JSON Lines with their texts, `{"query", "text", "candidates": [{"id", "text"}]}`, so that they can be
 * sent through any reranker. With `"permutation"` or `"ranking"` added to each line, `readPermutations` reads them.
 * Texts are what an arm indexes: title and text. A query without candidates is left out.
 */
export function writeCandidates(shard: Shard, rows: CandidateRows): Blob {
  const lines = shard.queries.flatMap(({ id, text }, query) => {
    const candidates = Array.from(rows[query] ?? []).flatMap((row) => {
      const passage = shard.passages[row];
      return passage === undefined ? [] : [{ id: passage.id, text: searchedText(passage) }];
    });
    return candidates.length === 0 ? [] : [`${JSON.stringify({ query: id, text, candidates })}\n`];
  });
  return new Blob(lines, { type: 'application/jsonl' });
}
