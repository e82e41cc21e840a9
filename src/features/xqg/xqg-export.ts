import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { TableData } from '../../domain/export/table.ts';
import type { CurveSeries } from '../../ui/charts/curve.tsx';
import type { BeforeAfter, ChangeRow, DumbbellRow } from './xqg-rows.ts';

/** One arm before and after fusion: every query language, then the means and the rank distance. */
export function changesTable(
  title: string,
  rows: readonly DumbbellRow[],
  means: readonly (ChangeRow & { readonly label: string })[],
  notes: readonly string[],
): TableData {
  const digitsOf = new Map(means.map(({ label, digits }) => [meanOf(label), digits]));
  const digits = (row: { readonly [key: string]: unknown }): number =>
    digitsOf.get(String(row['query'])) ?? 3;
  return {
    title,
    columns: [
      { key: 'query', label: 'query', kind: 'text' },
      { key: 'before', label: 'before', kind: 'number', digits },
      { key: 'after', label: 'after', kind: 'number', digits },
      { key: 'change', label: 'change', kind: 'number', digits },
    ],
    rows: rows.map((row) => ({ query: row.lang, ...withChange(row) })),
    summary: means.map((row) => ({ query: meanOf(row.label), ...withChange(row) })),
    notes,
  };
}

const meanOf = (label: string): string => `mean ${label}`;

function withChange({ before, after }: BeforeAfter): BeforeAfter & { readonly change: number | null } {
  return { before, after, change: before === null || after === null ? null : after - before };
}

/** The points of a curve, one row for each place on its axis. */
export function curveTable(
  title: string,
  axis: string,
  series: readonly CurveSeries[],
  notes: readonly string[],
): TableData {
  const xs = series[0]?.points.map(({ x }) => x) ?? [];
  return {
    title,
    columns: [
      { key: 'x', label: axis, kind: 'number', digits: Math.max(0, ...xs.map(decimals)) },
      ...series.map(({ letter, name }) => ({
        key: letter,
        label: `${letter} ${name}`,
        kind: 'number' as const,
      })),
    ],
    rows: xs.map((x, place) => ({
      x,
      ...Object.fromEntries(series.map(({ letter, points }) => [letter, points[place]?.y ?? null])),
    })),
    notes,
  };
}

function decimals(x: number): number {
  return String(x).split('.')[1]?.length ?? 0;
}

/**
 * How the queries were fused, in a sentence: figures mean nothing without it.
 * @param choice with languages written out; `null` for the setting that a curve runs over
 */
export function fusionNote({
  mode,
  alpha,
  perLanguage,
  languages,
  normalise,
}: Pick<FusionChoice, 'mode' | 'languages' | 'normalise'> & {
  readonly alpha: number | null;
  readonly perLanguage: number | null;
}): string {
  const parts = [
    `Fusion by ${mode}`,
    ...(alpha === null ? [] : [`α = ${String(alpha)}`]),
    ...(perLanguage === null ? [] : [`at most ${String(perLanguage)} queries for each language`]),
    `queries in ${languages.join(', ')}`,
    normalise ? 'fused vectors at unit length' : 'fused vectors not normalised',
  ];
  return `${parts.join(', ')}.`;
}
