import { tag, escapeXml } from './xml.ts';

/** Names under which Noto is installed elsewhere; what has none of them takes its own sans serif. */
const FONT_STACK = [
  'Noto Sans',
  'Noto Sans Ethiopic',
  'Noto Sans Khmer',
  'Noto Sans Arabic',
  'Noto Sans Thai',
  'Noto Sans Devanagari',
  'Noto Sans SC',
] as const;

export const FONT_FAMILY = [...FONT_STACK.map((name) => `'${name}'`), 'sans-serif'].join(', ');

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 600 | 700;
  readonly anchor?: 'middle' | 'end';
}

/** @param y the line's middle; given as a baseline, because not every program reads `dominant-baseline` */
export function textAt(
  x: number,
  y: number,
  text: string,
  { size, fill, weight, anchor }: TextStyle,
): string {
  return tag(
    'text',
    { x, y: y + 0.35 * size, 'font-size': size, fill, 'font-weight': weight, 'text-anchor': anchor },
    escapeXml(text),
  );
}

/** Roughly how wide a text comes out, in pixels: enough to place and break lines without a page to measure on. */
export function estimateWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += /[\u1200-\u137f\u2e80-\u9fff\uac00-\ud7af]/.test(character) ? 1 : 0.55;
  return em * size;
}

/** Broken between words; a word that is wider than the line stands alone on one. */
export function wrapText(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length === 0) lines.push(word);
    else if (estimateWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
