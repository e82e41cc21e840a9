/** Begins an id that is written in another way than it reads. */
const MARK = '%:';

/**
 * An id as one column of a TREC file. Nearly every id is written as it is, so that runs and qrels of other systems
 * match. One that a reader would take for something else (with white space or NUL in it, empty, or like the begin of
 * a comment or a byte order mark) is written as `%:` and the id with those characters and `%` as `%` and two hex
 * digits: `a b` becomes `%:a%20b`. An id that begins with `%:` is written so as well, which makes `unescapeId` exact.
 */
export function escapeId(id: string): string {
  if (id !== '' && !/[\t-\r \0]|^(?:%:|#|\ufeff)/.test(id)) return id;
  return MARK + id.replace(/[\t-\r \0%]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The id that `escapeId` wrote; any other column as it is. */
export function unescapeId(column: string): string {
  if (!column.startsWith(MARK)) return column;
  return column
    .slice(MARK.length)
    .replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
