import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { HeatCell } from '../charts/heat-map.tsx';
import type { Paint } from './paint.ts';
import type { Drawing } from './svg-frame.ts';
import { badge } from './svg-frame.ts';
import { estimateWidth, textAt } from './svg-text.ts';
import { tag } from './xml.ts';

/** What `HeatMap` draws, and the arm that it stands for. */
export interface HeatMapFigure {
  readonly letter: string;
  readonly name: string;
  readonly rows: readonly LanguageCode[];
  readonly columns: readonly LanguageCode[];
  readonly cell: (row: number, column: number) => Pick<HeatCell, 'text' | 'colours'>;
  readonly rowMean: (row: number) => string;
  readonly columnMean: (column: number) => string;
}

export interface ColourScale {
  readonly from: string;
  readonly to: string;
  /** What the middle stands for; empty where that needs no word. */
  readonly middle: string;
  /** @param fraction 0–1 along the scale; any CSS colour */
  readonly colour: (fraction: number) => string;
}

const CELL = { width: 26, height: 22 };
const HEAD = { left: 34, right: 40, top: 46, bottom: 22 };
const GAP = 24;
const SIZE = 10.5;
const SCALE_HEIGHT = 34;
const SCALE_STEPS = 26;
const SCALE_STEP = 6;

/** Heat maps side by side (four of them two by two), the colour scale that they share beneath. */
export function heatMapsSvg(maps: readonly HeatMapFigure[], scale: ColourScale, paint: Paint): Drawing {
  const across = maps.length === 4 ? 2 : Math.max(1, maps.length);
  const width = Math.max(...maps.map(({ columns }) => mapWidth(columns)));
  const height = Math.max(...maps.map(({ rows }) => HEAD.top + rows.length * CELL.height + HEAD.bottom));
  const placed = maps.map((map, place) => {
    const x = (place % across) * (width + GAP);
    const y = Math.floor(place / across) * (height + GAP);
    return tag('g', { transform: `translate(${x} ${y})` }, oneMap(map, paint));
  });
  const lines = Math.ceil(maps.length / across);
  const below = lines * (height + GAP) - GAP;
  return {
    width: Math.max(across * (width + GAP) - GAP, scaleWidth(scale)),
    height: below + SCALE_HEIGHT,
    body: [...placed, tag('g', { transform: `translate(0 ${below + 14})` }, scaleOf(scale, paint))].join(''),
  };
}

function mapWidth(columns: readonly LanguageCode[]): number {
  return HEAD.left + columns.length * CELL.width + HEAD.right;
}

function oneMap(map: HeatMapFigure, paint: Paint): string {
  const { rows, columns } = map;
  const faint = { size: SIZE, fill: paint('var(--ink-soft)') };
  const x = (column: number): number => HEAD.left + column * CELL.width;
  const y = (row: number): number => HEAD.top + row * CELL.height;
  const middle = CELL.width / 2;
  const centre = CELL.height / 2;
  const meanX = x(columns.length) + HEAD.right / 2;
  const meanY = y(rows.length) + centre;
  return [
    badge(0, 10, map.letter, paint),
    textAt(21, 10, map.name, { size: 12, fill: paint('var(--ink)'), weight: 600 }),
    textAt(0, HEAD.top - 10, 'q\\p', faint),
    ...columns.map((lang, column) =>
      textAt(x(column) + middle, HEAD.top - 10, lang, { ...faint, anchor: 'middle' }),
    ),
    textAt(meanX, HEAD.top - 10, 'mean', { ...faint, anchor: 'middle' }),
    ...rows.flatMap((lang, row) => [
      textAt(0, y(row) + centre, lang, faint),
      ...columns.map((_, column) => oneCell(map, row, column, x(column), y(row), paint)),
      textAt(meanX, y(row) + centre, map.rowMean(row), { ...faint, anchor: 'middle' }),
    ]),
    textAt(0, meanY, 'mean', faint),
    ...columns.map((_, column) =>
      textAt(x(column) + middle, meanY, map.columnMean(column), { ...faint, anchor: 'middle' }),
    ),
    // Over the cells, so that no neighbour covers a side.
    ...rows.flatMap((lang, row) => {
      const column = columns.indexOf(lang);
      if (column < 0) return [];
      const box = { x: x(column) + 1, y: y(row) + 1, width: CELL.width - 2, height: CELL.height - 2 };
      return [tag('rect', { ...box, rx: 2, fill: 'none', stroke: paint('var(--ink)') })];
    }),
  ].join('');
}

function oneCell(
  map: HeatMapFigure,
  row: number,
  column: number,
  x: number,
  y: number,
  paint: Paint,
): string {
  const { text, colours } = map.cell(row, column);
  const fill = paint(colours?.background ?? 'var(--sunken)');
  const ink = paint(colours?.color ?? 'var(--ink-faint)');
  return (
    tag('rect', { x: x + 0.5, y: y + 0.5, width: CELL.width - 1, height: CELL.height - 1, rx: 2, fill }) +
    textAt(x + CELL.width / 2, y + CELL.height / 2, text ?? '–', { size: SIZE, fill: ink, anchor: 'middle' })
  );
}

/** One map of few languages may be narrower than the words of its scale. */
function scaleWidth({ middle }: ColourScale): number {
  return SCALE_STEPS * SCALE_STEP + (middle === '' ? 0 : 12 + estimateWidth(`middle: ${middle}`, SIZE));
}

function scaleOf({ from, to, middle, colour }: ColourScale, paint: Paint): string {
  const words = { size: SIZE, fill: paint('var(--ink-soft)') };
  const strip = Array.from({ length: SCALE_STEPS }, (_, index) =>
    // A hair wider than a step: abutting edges would show as lines.
    tag('rect', {
      x: index * SCALE_STEP,
      y: 0,
      width: SCALE_STEP + (index < SCALE_STEPS - 1 ? 0.5 : 0),
      height: 8,
      fill: paint(colour(index / (SCALE_STEPS - 1))),
    }),
  );
  const end = SCALE_STEPS * SCALE_STEP;
  return [
    ...strip,
    textAt(0, 15, from, words),
    textAt(end, 15, to, { ...words, anchor: 'end' }),
    ...(middle === '' ? [] : [textAt(end + 12, 4, `middle: ${middle}`, words)]),
  ].join('');
}
