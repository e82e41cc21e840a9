import { NOTHING } from '../metrics/rank-table.ts';
import type { RankTable } from '../metrics/rank-table.ts';
import { Tally } from '../metrics/tally.ts';
import type { PeerConstant, PeerPassage } from './peer.ts';
import { peer } from './peer.ts';

/** PEER@k over all queries, for passages of one relevance level. */
export type PeerFigure =
  | { readonly kind: 'value'; readonly mean: number; readonly n: number; readonly refused: number }
  /** No query's ranking could be told from another: see `peer`. */
  | { readonly kind: 'refused'; readonly reason: PeerConstant };

/**
 * The mean of PEER@k over queries in the pool of all languages, all weight on one level: 1, the relevant passages, or
 * 0, everything else in the top k. Queries for which it would be constant are left out and counted.
 */
export function peerFigure(table: RankTable, k: number, level: 0 | 1): PeerFigure {
  const depth = Math.min(k, table.depth);
  const weights = new Map([[level, 1]]);
  const tally = new Tally();
  let reason: PeerConstant = 'no-passages';
  let refused = 0;
  for (let query = 0; query < table.queryLanguage.length; query += 1) {
    const result = peer(passagesOf(table, query, depth), weights);
    if (result.kind === 'value') tally.add(result.value);
    else {
      ({ reason } = result);
      refused += 1;
    }
  }
  return tally.mean === null
    ? { kind: 'refused', reason }
    : { kind: 'value', mean: tally.mean, n: tally.n, refused };
}

function passagesOf(table: RankTable, query: number, depth: number): PeerPassage[] {
  const relevant = new Set<number>();
  const passages: PeerPassage[] = [];
  for (let entry = table.offsets[query] ?? 0; entry < (table.offsets[query + 1] ?? 0); entry += 1) {
    const rank = table.rankInPool[entry] ?? 0;
    const retrieved = rank > 0 && rank <= depth;
    if (retrieved) relevant.add(rank);
    passages.push({
      lang: table.relevantLanguage[entry] ?? NOTHING,
      level: 1,
      rank: retrieved ? rank : null,
    });
  }
  for (let rank = 1; rank <= depth; rank += 1) {
    const lang = table.topLanguages[query * table.depth + rank - 1] ?? NOTHING;
    if (lang === NOTHING) break;
    if (!relevant.has(rank)) passages.push({ lang, level: 0, rank });
  }
  return passages;
}
