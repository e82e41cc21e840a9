import type { BiasReport, LanguageMatrix } from '../../domain/metrics/figures.ts';
import type { ColourScale } from '../export/heat-map-svg.ts';
import { formatPercent } from '../format.ts';
import { diverging } from './colours.ts';
import type { HeatCell } from './heat-map.tsx';

/** The same map of the languages of the top k wherever it is drawn. */
export type ShareOfTop = Pick<BiasReport, 'k' | 'topShare' | 'poolShare'>;

export const SHARE_SCALE: ColourScale = {
  from: '⅛ of the pool’s share',
  to: '8 ×',
  middle: 'as in the pool',
  colour: (fraction) => diverging(2 * fraction - 1).background,
};

/** Eight times the pool's share, or an eighth of it, is the end of the scale. */
const SHARE_OCTAVES = 3;

/** Share of the top k against the pool's share; nothing at all stands at the end of the scale. */
export function shareCell(bias: ShareOfTop, row: number, column: number): HeatCell {
  const { topShare, poolShare, k } = bias;
  const value = valueAt(topShare, row, column);
  const pool = poolShare[column] ?? 0;
  const words = pairWords(topShare, row, column);
  if (value === null) return { text: null, sentence: `${words}: no query retrieved anything`, colours: null };
  const octaves = value === 0 ? -SHARE_OCTAVES : Math.log2(value / pool);
  return {
    text: String(Math.round(100 * value)),
    sentence: `${words}: ${formatPercent(value)} of the top ${String(k)}, ${formatPercent(pool)} of the pool (${ratioWords(value, pool)})`,
    colours: diverging(octaves / SHARE_OCTAVES),
  };
}

/** Mean of a row or a column over its defined cells. */
export function meanOf(
  matrix: LanguageMatrix,
  of: { readonly row?: number; readonly column?: number },
): number | null {
  const values = matrix.rows.flatMap((_, row) =>
    matrix.columns.flatMap((__, column) => {
      if ((of.row !== undefined && row !== of.row) || (of.column !== undefined && column !== of.column))
        return [];
      const value = valueAt(matrix, row, column);
      return value === null ? [] : [value];
    }),
  );
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function valueAt(matrix: LanguageMatrix, row: number, column: number): number | null {
  return matrix.values[row * matrix.columns.length + column] ?? null;
}

/** `query am, passage ar` */
export function pairWords(matrix: LanguageMatrix, row: number, column: number): string {
  return `query ${matrix.rows[row] ?? ''}, passage ${matrix.columns[column] ?? ''}`;
}

function ratioWords(value: number, pool: number): string {
  if (value === 0) return 'none';
  const ratio = value / pool;
  if (ratio > 0.95 && ratio < 1.05) return 'as in the pool';
  return ratio >= 1
    ? `${ratio.toFixed(1)} times the pool's share`
    : `1/${(1 / ratio).toFixed(1)} of the pool's share`;
}
