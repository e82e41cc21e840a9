import type { TableData, TableValue } from './table.ts';
import { allRows, headingOf, valueOf } from './table.ts';

const LINE_END = '\r\n';

/** What makes a spreadsheet read a cell as a formula, the full-width forms among it (OWASP, "CSV Injection"). */
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Semicolons and tabs separate in some locales; a quoted cell survives those too. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/**
 * RFC 4180: commas, CRLF, quotes doubled. One line of headings, then every row, the summary last; title and notes have
 * no place in it. Numbers in full precision (percentages as fractions), no value as an empty cell. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it; numbers, negative ones too, stay numbers.
 * @param options.bom Excel takes a file without a byte order mark for the local eight-bit encoding
 */
export function toCsv(table: TableData, { bom = false }: { readonly bom?: boolean } = {}): string {
  const lines = [
    table.columns.map((column) => cell(headingOf(column))),
    ...allRows(table).map((row) => table.columns.map((column) => cell(valueOf(row, column)))),
  ];
  return (bom ? '\ufeff' : '') + lines.map((line) => line.join(',') + LINE_END).join('');
}

function cell(value: TableValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = STARTS_FORMULA.test(value) ? `'${value}` : value;
  // A text that is empty is told from no value by its quotes.
  return text === '' || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
