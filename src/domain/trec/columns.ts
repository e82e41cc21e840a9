/**
 * Calls back for every line of a TREC file that holds something, with its first `limit` columns. Columns are parted
 * by what C's `isspace` knows (space, tab, carriage return, vertical tab, form feed) as in trec_eval: a no-break
 * space is part of an id. Lines that begin with `#` are comments, as in trec_eval 10. A byte order mark is dropped.
 * @param columns reused from line to line: the callback copies what it keeps
 * @returns how many lines hold something
 */
export function eachLine(
  text: string,
  limit: number,
  callback: (columns: readonly string[], line: number) => void,
): number {
  const columns: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 0;
  let filled = 0;
  while (at < text.length) {
    line += 1;
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    if (text.charCodeAt(at) !== HASH) {
      columns.length = 0;
      let i = at;
      while (columns.length < limit) {
        while (i < end && isSpace(text.charCodeAt(i))) i += 1;
        if (i === end) break;
        const start = i;
        while (i < end && !isSpace(text.charCodeAt(i))) i += 1;
        columns.push(text.slice(start, i));
      }
      if (columns.length > 0) {
        filled += 1;
        callback(columns, line);
      }
    }
    at = end + 1;
  }
  return filled;
}

const HASH = 0x23;

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
