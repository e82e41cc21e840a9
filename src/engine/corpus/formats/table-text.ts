import type { Dialect } from './table-dialect.ts';
import { parseRows } from './table-dialect.ts';

/** A row of a text table, or what kept it from being read. */
export type TextRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** A longer row is a quotation mark that nobody closed, or no table. In UTF-16 units. */
const LONGEST_ROW = 4 * 1024 * 1024;

/** Each one is looked for up to `LONGEST_ROW`; a file full of them is not written as it seems. */
const MOST_UNCLOSED = 20;

const PROBLEMS = {
  unclosed:
    'A quotation mark (") is opened and not closed; the line was left out. Write a mark inside a cell twice ("").',
  stray:
    'A quotation mark (") stands inside a quoted cell; the line was left out. Write a mark inside a cell twice ("").',
};

/**
 * Rows of a text that comes piece by piece, with the line on which each begins. At most one row and one piece are
 * held. A row that cannot be read costs its first line; blank rows are left out.
 */
export async function* readTextRows(
  texts: AsyncIterable<string>,
  dialect: Dialect,
  longestRow = LONGEST_ROW,
): AsyncGenerator<TextRow> {
  const reading: Reading = { held: '', line: 1, unclosed: 0, passing: false, stopped: false };
  let first = true;
  for await (const piece of texts) {
    if (piece === '') continue;
    let text = first && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    first = false;
    if (reading.passing) {
      const next = text.indexOf(dialect.newline);
      if (next === -1) continue;
      text = text.slice(next + 1);
      reading.line++;
      reading.passing = false;
    }
    reading.held += text;
    yield* wholeRows(reading, dialect, longestRow, false);
    if (reading.stopped) return;
  }
  if (reading.held !== '') yield* wholeRows(reading, dialect, longestRow, true);
}

interface Reading {
  held: string;
  /** On which `held` begins. */
  line: number;
  unclosed: number;
  /** The rest of a line that is too long is passed over. */
  passing: boolean;
  stopped: boolean;
}

/** Takes whole rows off what is held; `last`: there is no more to come. */
function* wholeRows(
  reading: Reading,
  dialect: Dialect,
  longestRow: number,
  last: boolean,
): Generator<TextRow> {
  const { newline } = dialect;
  for (;;) {
    const rows: TextRow[] = [];
    let end = 0;
    const broken: { by: keyof typeof PROBLEMS | 'long' | null } = { by: null };
    parseRows(reading.held, dialect, !last, (row) => {
      broken.by = row.problem;
      if (row.problem !== null) return false;
      if (row.cells.length > 1 || row.cells[0]?.trim() !== '') {
        rows.push({ line: reading.line, cells: row.cells });
      }
      reading.line += countLines(reading.held, end, row.end, newline);
      end = row.end;
      return true;
    });
    yield* rows;
    reading.held = reading.held.slice(end);
    if (broken.by === null && !last && reading.held.length > longestRow) {
      broken.by = reading.held.includes(newline) ? 'unclosed' : 'long';
    }
    if (broken.by === null) return;
    yield { line: reading.line, problem: broken.by === 'long' ? tooLong(longestRow) : PROBLEMS[broken.by] };
    const next = reading.held.indexOf(newline);
    reading.passing = next === -1 && !last;
    reading.held = next === -1 ? '' : reading.held.slice(next + 1);
    if (next === -1) return;
    reading.line++;
    if (broken.by === 'unclosed') reading.unclosed++;
    if (reading.unclosed > MOST_UNCLOSED) {
      const problem = 'Too many quotation marks are not closed; the rest of the file was left out.';
      yield { line: reading.line, problem };
      reading.stopped = true;
      return;
    }
  }
}

function countLines(text: string, from: number, to: number, newline: string): number {
  let lines = 0;
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1))
    lines++;
  return lines;
}

function tooLong(limit: number): string {
  return `The row is longer than ${limit.toLocaleString('en-GB')} characters; it was left out.`;
}
