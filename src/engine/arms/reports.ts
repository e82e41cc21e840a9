import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { biasReport } from '../../domain/bias/bias-report.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import { figuresOf } from '../../domain/metrics/settings.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import type { EvaluateInput } from '../../protocol/arm.ts';

/** Rank tables that are kept: the unfused one and some stops of the xQG slider. */
const KEPT = 24;

/**
 * Turns evaluations into reports. Ranking is the costly part and depends on the fusion alone, so a change of k or
 * of the measure is answered from the ranks that are kept.
 */
export function createReports(): (
  input: EvaluateInput,
  rank: () => Promise<RankTable>,
  fused?: (fusion: FusionChoice) => Report['fused'],
) => Promise<Report> {
  const tables = new Map<string, RankTable>();
  return async (input, rank, fused) => {
    const key = keyOf(input.fusion);
    let table = tables.get(key);
    if (table === undefined) {
      table = await rank();
      const oldest = [...tables.keys()].find((kept) => kept !== keyOf(null));
      if (tables.size >= KEPT && oldest !== undefined) tables.delete(oldest);
      tables.set(key, table);
    }
    return {
      figures: figuresOf(table, input.measures, SETTINGS),
      bias: biasReport(table, input.k),
      queries: table.queryLanguage.length,
      passages: table.poolSizes.reduce((sum, size) => sum + size, 0),
      fused: input.fusion === null ? null : (fused?.(input.fusion) ?? null),
    };
  };
}

function keyOf(fusion: FusionChoice | null): string {
  return JSON.stringify(fusion);
}
