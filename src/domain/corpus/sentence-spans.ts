interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `sentence_breaks` as UTF-16 spans of a context of `length` units; `null` unless they are pairs of whole numbers,
 * in order, inside the context. `toIndex` maps the file's offsets to UTF-16.
 */
export function sentenceSpans(
  breaks: unknown,
  toIndex: (offset: number) => number,
  length: number,
): readonly Span[] | null {
  if (!Array.isArray(breaks)) return null;
  const spans: Span[] = [];
  for (const pair of breaks as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((offset) => Number.isInteger(offset)))
      return null;
    const [start = -1, end = -1] = (pair as readonly number[]).map(toIndex);
    if (start < (spans.at(-1)?.end ?? 0) || end < start || end > length) return null;
    spans.push({ start, end });
  }
  return spans;
}
