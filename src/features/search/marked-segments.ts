export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * A text cut at its marks. Marks are character ranges, sorted or not, overlapping or not; what lies past `limit`
 * is left out.
 */
export function markedSegments(
  text: string,
  marks: readonly (readonly [start: number, end: number])[],
  limit: number,
): readonly Segment[] {
  const shown = text.slice(0, limit);
  const segments: Segment[] = [];
  let at = 0;
  const push = (end: number, marked: boolean): void => {
    if (end > at) segments.push({ text: shown.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const [start, end] of [...marks].sort(([a], [b]) => a - b)) {
    push(Math.min(start, shown.length), false);
    push(Math.min(end, shown.length), true);
  }
  push(shown.length, false);
  return segments;
}

/** Passages may be book-length; a card shows this much until it is asked for more. */
export const SHOWN_CHARACTERS = 900;

/** Where to cut a long text: at the last space in reach, else (scripts without spaces) at the limit. */
export function shownLength(text: string, all: boolean): number {
  if (all || text.length <= SHOWN_CHARACTERS) return text.length;
  const space = text.lastIndexOf(' ', SHOWN_CHARACTERS);
  return space > SHOWN_CHARACTERS - 100 ? space : SHOWN_CHARACTERS;
}
