import type { BiasReport, LanguageMatrix } from '../../domain/metrics/figures.ts';

/** The same matrix with rows and columns in another order. */
function reorder(
  matrix: LanguageMatrix,
  order: readonly string[],
): LanguageMatrix & { readonly columnOrder: readonly number[] } {
  const rows = order.filter((lang) => matrix.rows.includes(lang));
  const columns = order.filter((lang) => matrix.columns.includes(lang));
  const pick = <T>(values: readonly T[], otherwise: T): T[] =>
    rows.flatMap((row) =>
      columns.map(
        (column) =>
          values[matrix.rows.indexOf(row) * matrix.columns.length + matrix.columns.indexOf(column)] ??
          otherwise,
      ),
    );
  return {
    rows,
    columns,
    values: pick(matrix.values, null),
    counts: pick(matrix.counts, 0),
    columnOrder: columns.map((column) => matrix.columns.indexOf(column)),
  };
}

/** Both maps of an arm with their languages in the order of the screen. */
export function reorderBias(bias: BiasReport, order: readonly string[]): BiasReport {
  const topShare = reorder(bias.topShare, order);
  return {
    ...bias,
    topShare,
    poolShare: topShare.columnOrder.map((column) => bias.poolShare[column] ?? 0),
    singleTargetMrr: reorder(bias.singleTargetMrr, order),
  };
}
