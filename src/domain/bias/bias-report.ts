import type { BiasReport, LanguageMatrix, RankDistance } from '../metrics/figures.ts';
import { poolSizeOf, rankDistance, singleTargetRank } from '../metrics/judged-ranks.ts';
import type { RankTable } from '../metrics/rank-table.ts';
import { NOTHING } from '../metrics/rank-table.ts';
import { queriesByLanguage } from '../metrics/settings.ts';
import { Tally } from '../metrics/tally.ts';
import { peerFigure } from './peer-figure.ts';

/**
 * How far an arm prefers passages of one language to another, whatever the query asks.
 * @param k depth of the top-k share; `table.depth` where it is larger
 */
export function biasReport(table: RankTable, k: number): BiasReport {
  const queries = queriesByLanguage(table);
  const rows = table.languages.flatMap((_, language) =>
    (queries[language]?.length ?? 0) > 0 ? [language] : [],
  );
  const columns = table.languages.flatMap((_, language) =>
    (table.poolSizes[language] ?? 0) > 0 ? [language] : [],
  );
  const pool = poolSizeOf(table);
  const matrix = (cell: (row: number, column: number) => Tally): LanguageMatrix => {
    const tallies = rows.flatMap((row) => columns.map((column) => cell(row, column)));
    return {
      rows: rows.map((row) => table.languages[row] ?? ''),
      columns: columns.map((column) => table.languages[column] ?? ''),
      values: tallies.map((tally) => tally.mean),
      counts: tallies.map((tally) => tally.n),
    };
  };
  const depth = Math.min(k, table.depth);
  return {
    k: depth,
    topShare: matrix((row, column) => topShareOf(table, queries[row] ?? [], column, depth)),
    poolShare: columns.map((column) => (table.poolSizes[column] ?? 0) / pool),
    singleTargetMrr: matrix((row, column) => singleTargetMrr(table, queries[row] ?? [], column)),
    rankDistance: rankDistances(table, queries, rows, pool),
    peer: { relevant: peerFigure(table, depth, 1), others: peerFigure(table, depth, 0) },
  };
}

/** Share of a language among what a query retrieved in its top k; a query that retrieved nothing is undefined. */
function topShareOf(table: RankTable, queries: readonly number[], language: number, k: number): Tally {
  const tally = new Tally();
  for (const query of queries) {
    let found = 0;
    let retrieved = 0;
    for (let rank = 0; rank < k; rank += 1) {
      const at = table.topLanguages[query * table.depth + rank] ?? NOTHING;
      if (at === NOTHING) break;
      retrieved += 1;
      if (at === language) found += 1;
    }
    tally.add(retrieved === 0 ? null : found / retrieved);
  }
  return tally;
}

function singleTargetMrr(table: RankTable, queries: readonly number[], language: number): Tally {
  const tally = new Tally();
  for (const query of queries) {
    let best: number | null = null;
    for (let entry = table.offsets[query] ?? 0; entry < (table.offsets[query + 1] ?? 0); entry += 1) {
      if (table.relevantLanguage[entry] !== language) continue;
      const rank = singleTargetRank(table, query, entry);
      best = Math.max(best ?? 0, rank === 0 ? 0 : 1 / rank);
    }
    tally.add(best);
  }
  return tally;
}

/**
 * The interval is over groups of parallel queries, each first averaged: the same question in eleven languages is
 * not eleven independent observations.
 */
function rankDistances(
  table: RankTable,
  queries: readonly (readonly number[])[],
  rows: readonly number[],
  pool: number,
): RankDistance {
  const groups = new Map<number | string, Tally>();
  const languages = new Tally();
  let n = 0;
  const perLanguage = rows.map((row) => {
    const tally = new Tally();
    for (const query of queries[row] ?? []) {
      const distance = rankDistance(table, query, pool);
      tally.add(distance);
      const group = table.queryGroup[query] ?? -1;
      const key = group < 0 ? `alone ${query}` : group;
      const parallel = groups.get(key) ?? new Tally();
      parallel.add(distance);
      groups.set(key, parallel);
    }
    languages.add(tally.mean);
    n += tally.n;
    return { lang: table.languages[row] ?? '', value: tally.mean, n: tally.n };
  });
  const means = new Tally();
  for (const parallel of groups.values()) means.add(parallel.mean);
  return { mean: languages.mean, margin: means.margin, n, perLanguage };
}
