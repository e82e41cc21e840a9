import type { Paint } from './paint.ts';
import { estimateWidth, FONT_FAMILY, textAt, wrapText } from './svg-text.ts';
import { escapeXml, tag } from './xml.ts';

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** SVG elements, drawn from (0, 0). */
  readonly body: string;
}

export interface LegendItem {
  readonly letter: string;
  readonly name: string;
}

export interface FrameWords {
  readonly title: string;
  /** The arms in the figure; none where the drawing names them itself. */
  readonly arms: readonly LegendItem[];
  /** How to read it, under the drawing. */
  readonly notes: readonly string[];
}

const PAD = 16;
const TITLE = 15;
const SMALL = 11;
const BADGE = 15;

/** A drawing with title, legend and notes, as a file that stands on its own: no style sheet, no script, no link. */
export function framedSvg(drawing: Drawing, { title, arms, notes }: FrameWords, paint: Paint): string {
  const width = Math.max(drawing.width, 280);
  const parts: string[] = [];
  let y = PAD;
  for (const line of wrapText(title, width, TITLE)) {
    y += 20;
    parts.push(textAt(PAD, y - 10, line, { size: TITLE, fill: paint('var(--ink)'), weight: 600 }));
  }
  let x = 0;
  if (arms.length > 0) y += 26;
  for (const { letter, name } of arms) {
    const item = BADGE + 6 + estimateWidth(name, 12) + 18;
    if (x > 0 && x + item > width) {
      x = 0;
      y += 20;
    }
    parts.push(badge(PAD + x, y - 10, letter, paint));
    parts.push(textAt(PAD + x + BADGE + 6, y - 10, name, { size: 12, fill: paint('var(--ink)') }));
    x += item;
  }
  y += 10;
  parts.push(tag('g', { transform: `translate(${PAD} ${y})` }, drawing.body));
  y += drawing.height + 6;
  for (const line of notes.flatMap((note) => wrapText(note, width, SMALL))) {
    y += 16;
    parts.push(textAt(PAD, y - 8, line, { size: SMALL, fill: paint('var(--ink-soft)') }));
  }
  const size = { width: width + 2 * PAD, height: y + PAD };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      'font-family': FONT_FAMILY,
      role: 'img',
    },
    tag('title', {}, escapeXml(title)),
    tag('rect', { ...size, fill: paint('var(--panel)') }),
    ...parts,
  )}\n`;
}

/** The letter of an arm on its colour, as on the screen. @param y the middle */
export function badge(x: number, y: number, letter: string, paint: Paint): string {
  const fill = paint(`var(--arm-${letter.toLowerCase()})`);
  return (
    tag('rect', { x, y: y - BADGE / 2, width: BADGE, height: BADGE, rx: 3, fill }) +
    // The arms' colours are the same in both themes, and so is what is written on them.
    textAt(x + BADGE / 2, y, letter, { size: SMALL, fill: '#101316', weight: 700, anchor: 'middle' })
  );
}
