import type { ArmReport } from '../../client/react/use-reports.ts';
import type { BiasReport, LanguageMatrix, Report } from '../../domain/metrics/figures.ts';
import { sequential } from '../../ui/charts/colours.ts';
import type { HeatCell } from '../../ui/charts/heat-map.tsx';
import { pairWords, valueAt } from '../../ui/charts/share-cell.ts';
import { formatPercent } from '../../ui/format.ts';
import { formatFigure } from '../../ui/format-figure.ts';

/** An arm whose figures are there. */
export type ReadyReport = ArmReport & { readonly report: Report };

export function mrrCell(bias: BiasReport, row: number, column: number): HeatCell {
  const matrix = bias.singleTargetMrr;
  const value = valueAt(matrix, row, column);
  const words = pairWords(matrix, row, column);
  if (value === null) return { text: null, sentence: `${words}: no relevant passage`, colours: null };
  const n = matrix.counts[row * matrix.columns.length + column] ?? 0;
  return {
    text: value >= 0.995 ? '1' : `.${String(Math.round(100 * value)).padStart(2, '0')}`,
    sentence: `${words}: MRR ${formatFigure(value)} over ${String(n)} queries`,
    colours: sequential(value),
  };
}

/** Mean of the diagonal minus mean of the rest: how much better a passage is found in the query's own language. */
export function sameLanguageGap(matrix: LanguageMatrix): number | null {
  const split = { same: [] as number[], other: [] as number[] };
  matrix.rows.forEach((from, row) => {
    matrix.columns.forEach((to, column) => {
      const value = valueAt(matrix, row, column);
      if (value !== null) split[from === to ? 'same' : 'other'].push(value);
    });
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return split.same.length === 0 || split.other.length === 0 ? null : mean(split.same) - mean(split.other);
}

/** What one number says of an arm's bias, in a sentence. */
export function distanceSentence({ report }: ReadyReport): string {
  const distance = report.bias.rankDistance;
  if (distance.mean === null) return 'No query has relevant passages in two languages.';
  const share = distance.mean / report.passages;
  return `Between the best and the worst placed translation of an answer lie ${Math.round(distance.mean).toLocaleString('en-GB')} ranks on average, ${formatPercent(share)} of the pool.`;
}
