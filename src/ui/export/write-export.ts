import type { TableData } from '../../domain/export/table.ts';
import { toCsv } from '../../domain/export/to-csv.ts';
import { toJson } from '../../domain/export/to-json.ts';
import { toLatex } from '../../domain/export/to-latex.ts';
import type { ExportTheme, Paint } from './paint.ts';
import { withPaint } from './paint.ts';
import { pngOfSvg } from './png-of-svg.ts';
import type { Drawing, FrameWords } from './svg-frame.ts';
import { framedSvg } from './svg-frame.ts';

/** A figure as files: its numbers, and its drawing where it has one. Both are made when they are asked for. */
export interface FigureExport {
  /** Words of the file's name, from the general to the particular. */
  readonly file: readonly string[];
  readonly table: () => TableData;
  readonly chart?: ChartExport;
}

export interface ChartExport {
  readonly words: FrameWords;
  readonly draw: (paint: Paint, theme: ExportTheme) => Drawing;
}

export const TABLE_KINDS = [
  { kind: 'csv', label: 'Table as CSV' },
  { kind: 'json', label: 'Table as JSON' },
  { kind: 'tex', label: 'Table as LaTeX' },
] as const;

export const CHART_KINDS = [
  { kind: 'svg', label: 'Chart as SVG' },
  { kind: 'png', label: 'Chart as PNG' },
] as const;

/** Also the file's extension. */
export type TableKind = (typeof TABLE_KINDS)[number]['kind'];
export type ChartKind = (typeof CHART_KINDS)[number]['kind'];

export function writeTable(table: TableData, kind: TableKind): Blob {
  switch (kind) {
    case 'csv':
      return new Blob([toCsv(table, { bom: true })], { type: 'text/csv;charset=utf-8' });
    case 'json':
      return new Blob([toJson(table)], { type: 'application/json' });
    case 'tex':
      return new Blob([toLatex(table)], { type: 'application/x-tex;charset=utf-8' });
  }
}

/** @throws {Error} when the chart is not on the page, or the browser cannot draw it; the message is for the person */
export async function writeChart(
  { words, draw }: ChartExport,
  kind: ChartKind,
  theme: ExportTheme,
): Promise<Blob> {
  const svg = withPaint(theme, (paint) => framedSvg(draw(paint, theme), words, paint));
  return kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml;charset=utf-8' }) : pngOfSvg(svg);
}
