import type { LanguageCode } from '../../domain/corpus/types.ts';
import { formatDifference, formatFigure } from '../format-figure.ts';
import type { Paint } from './paint.ts';
import type { Drawing } from './svg-frame.ts';
import { textAt } from './svg-text.ts';
import { tag } from './xml.ts';

export interface DumbbellRow {
  readonly lang: LanguageCode;
  readonly before: number | null;
  readonly after: number | null;
}

const ROW = 22;
const SIZE = 11;
const LEFT = 40;
const LINE = 280;
/** Right edges of the columns of figures. */
const COLUMNS = { before: 380, after: 432, change: 496 };

/** What `Dumbbell` draws: before (ring) and after (disc) on one scale from 0 to 1, the figures beside them. */
export function dumbbellSvg(letter: string, rows: readonly DumbbellRow[], paint: Paint): Drawing {
  const soft = { size: SIZE, fill: paint('var(--ink-soft)') };
  const heads = [
    textAt(0, 8, 'query', soft),
    textAt(LEFT, 8, '0', soft),
    textAt(LEFT + LINE / 2, 8, '○ before ● after', { ...soft, anchor: 'middle' }),
    textAt(LEFT + LINE, 8, '1', { ...soft, anchor: 'end' }),
    ...Object.entries(COLUMNS).map(([name, x]) => textAt(x, 8, name, { ...soft, anchor: 'end' })),
  ];
  const body = rows.map(({ lang, before, after }, index) => {
    const y = 20 + index * ROW + ROW / 2;
    const figure = (x: number, text: string, css: string): string =>
      textAt(x, y, text, { size: SIZE, fill: paint(css), anchor: 'end' });
    const known = before !== null && after !== null;
    return [
      textAt(0, y, lang, { size: SIZE, fill: paint('var(--ink)'), weight: 600 }),
      ...(known ? [pair(letter, before, after, y, paint)] : []),
      figure(COLUMNS.before, formatFigure(before), 'var(--ink-soft)'),
      figure(COLUMNS.after, formatFigure(after), 'var(--ink)'),
      figure(
        COLUMNS.change,
        known ? formatDifference(after - before) : '–',
        known ? changeColour(after - before) : 'var(--ink-faint)',
      ),
    ].join('');
  });
  return { width: COLUMNS.change, height: 20 + rows.length * ROW, body: [...heads, ...body].join('') };
}

function pair(letter: string, before: number, after: number, y: number, paint: Paint): string {
  // Discs at 0 and 1 stay within the line's room.
  const at = (value: number): number => LEFT + 5 + (LINE - 10) * value;
  return [
    tag('line', { x1: at(0), x2: at(1), y1: y, y2: y, stroke: paint('var(--line)') }),
    tag('line', {
      x1: at(before),
      x2: at(after),
      y1: y,
      y2: y,
      stroke: paint(after < before ? 'var(--over)' : 'var(--under)'),
      'stroke-width': 3,
    }),
    tag('circle', {
      cx: at(before),
      cy: y,
      r: 4,
      fill: paint('var(--panel)'),
      stroke: paint('var(--ink-faint)'),
      'stroke-width': 1.75,
    }),
    tag('circle', { cx: at(after), cy: y, r: 4.5, fill: paint(`var(--arm-${letter.toLowerCase()})`) }),
  ].join('');
}

/** As on the screen: what three decimals do not show is no change. */
function changeColour(change: number): string {
  if (Math.abs(change) < 0.0005) return 'var(--ink-faint)';
  return change > 0 ? 'var(--under-text)' : 'var(--over-text)';
}
