import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { biasReport } from '../../domain/bias/bias-report.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { unseenQueries } from '../../domain/lab/split.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import { keepQueries } from '../../domain/metrics/keep-queries.ts';
import { queryValues } from '../../domain/metrics/query-values.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import { figuresOf } from '../../domain/metrics/settings.ts';
import type { EvaluateInput, ValuesInput, ValuesOutput } from '../../protocol/arm.ts';

/** Rank tables that are kept: the unfused one and some stops of the xQG slider. */
const KEPT = 24;

/** Ranks of a shard by fusion. @param rank is asked once for each fusion that is not kept */
export type Rankings = (fusion: FusionChoice | null, rank: () => Promise<RankTable>) => Promise<RankTable>;

/**
 * Ranking is the costly part and depends on the fusion alone, so a change of k, of the measure or of the cell is
 * answered from the ranks that are kept.
 */
export function keepRankings(): Rankings {
  const tables = new Map<string, RankTable>();
  const unfused = JSON.stringify(null);
  return async (fusion, rank) => {
    const key = JSON.stringify(fusion);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const table = await rank();
    const oldest = [...tables.keys()].find((kept) => kept !== unfused);
    if (tables.size >= KEPT && oldest !== undefined) tables.delete(oldest);
    tables.set(key, table);
    return table;
  };
}

/** Figures over the queries that judge (see `TrainedOn`). */
export function reportOf(
  shard: Shard,
  table: RankTable,
  input: EvaluateInput,
  rest: Pick<Report, 'fused' | 'noResults'>,
): Report {
  const judging = keepQueries(table, unseenQueries(shard, input.trainedOn ?? []));
  return {
    figures: figuresOf(judging, input.measures, SETTINGS),
    bias: biasReport(judging, input.k),
    queries: judging.queryLanguage.length,
    passages: judging.poolSizes.reduce((sum, size) => sum + size, 0),
    ...rest,
  };
}

/** @param noResults 1 for a query that the arm's run says nothing of; `null` where every query was ranked */
export function valuesOf(
  shard: Shard,
  table: RankTable,
  input: ValuesInput,
  noResults: Uint8Array | null = null,
): ValuesOutput {
  const keep = unseenQueries(shard, input.trainedOn ?? []);
  const kept = shard.queries.flatMap((_, row) => (keep[row] === 1 ? [row] : []));
  const found = queryValues(keepQueries(table, keep), input);
  const rows = [...found.queries].flatMap((row) => kept[row] ?? []);
  const queries = rows.flatMap((row) => shard.queries[row] ?? []);
  return {
    queryIds: queries.map(({ id }) => id),
    groups: queries.map(({ group }) => group ?? null),
    languages: queries.map(({ lang }) => lang),
    values: found.values,
    noResults: Uint8Array.from(rows, (row) => noResults?.[row] ?? 0),
  };
}
