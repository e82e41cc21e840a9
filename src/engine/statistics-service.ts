import { compareArms } from '../domain/significance/compare-arms.ts';
import type { ArmValues } from '../domain/significance/compare-arms.ts';
import { compareByLanguage } from '../domain/significance/compare-by-language.ts';
import { groupQueries } from '../domain/significance/group-queries.ts';
import type { GroupedValues } from '../domain/significance/group-queries.ts';
import type { ValuesOutput } from '../protocol/arm.ts';
import type { Service } from '../protocol/service.ts';
import type { CompareOutput, ComparedArm, StatisticsContract } from '../protocol/statistics.ts';
import type { CompareOptions } from '../domain/significance/compare-arms.ts';

export function createStatisticsService(): Service<StatisticsContract> {
  return {
    compare: ({ arms, options }) => Promise.resolve(compareGrouped(arms, options)),
    compareByLanguage: ({ before, after, options }) =>
      Promise.resolve(compareByLanguage(before, after, options)),
  };
}

/** Parallel queries are averaged for each question, then arms are compared over questions. */
export function compareGrouped(arms: readonly ComparedArm[], options: CompareOptions): CompareOutput {
  const grouped = arms.map(({ id, values }) => ({ id, grouped: values === null ? null : group(values) }));
  const compared = grouped.map(({ id, grouped: of }): ArmValues => ({
    id,
    state: of === null ? 'not-run' : 'complete',
    values: of?.values ?? new Map(),
  }));
  const counts = (count: (of: GroupedValues) => number): Record<string, number> =>
    Object.fromEntries(grouped.map(({ id, grouped: of }) => [id, of === null ? 0 : count(of)]));
  return {
    ...compareArms(compared, options),
    questions: counts(({ values }) => values.size),
    partial: counts(({ partial }) => partial),
  };
}

function group({ queryIds, groups, values }: ValuesOutput): GroupedValues {
  return groupQueries(
    queryIds.map((query, i) => {
      const value = values[i] ?? NaN;
      return { query, group: groups[i] ?? null, value: Number.isNaN(value) ? null : value };
    }),
  );
}
