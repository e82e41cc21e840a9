/** `document`: one JSON object, `array`: one JSON list, `lines`: JSON Lines. */
type JsonLayout = 'document' | 'array' | 'lines';

/** Keys by which SQuAD-style JSON is known near its beginning, even when its end is missing. */
const DOCUMENT_KEY = /"(?:data|paragraphs|qas|context)"\s*:\s*[[{"]/;

/**
 * How a file is laid out, from its first characters (some 64,000 are plenty); `null` when it holds no JSON.
 * A file whose end is missing, or whose first line is damaged, is still recognised, so that the parser can say where.
 */
export function detectLayout(head: string): JsonLayout | null {
  const text = head.trimStart();
  const lineEnd = text.indexOf('\n');
  const firstLine = (lineEnd === -1 ? text : text.slice(0, lineEnd)).trimEnd();
  if (text.startsWith('[')) {
    // A list on each line is no format of ours, but its rows should be named one by one.
    return lineEnd !== -1 && isWholeJson(firstLine) && text.slice(lineEnd).trim() !== '' ? 'lines' : 'array';
  }
  if (!text.startsWith('{')) return /^[ \t]*\{/m.test(text) ? 'lines' : null;
  if (DOCUMENT_KEY.test(firstLine) || /[{,[:]$/.test(firstLine)) return 'document';
  return 'lines';
}

function isWholeJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
