import Papa from 'papaparse';

export const DELIMITERS = ['\t', ',', ';', '|'] as const;

/** How a text file of rows and cells is written. */
export interface Dialect {
  readonly delimiter: (typeof DELIMITERS)[number];
  /** Cells may stand in `"…"`, with delimiters and line breaks in them. Many TSV files use `"` as a letter. */
  readonly quoted: boolean;
  /** `\r` alone was the line end of old Mac programs. */
  readonly newline: '\n' | '\r';
}

/** What a dialect makes of the beginning of a file. */
export interface DialectGuess {
  readonly dialect: Dialect;
  /** Rows that are whole. [rows][cells] */
  readonly rows: readonly (readonly string[])[];
  /** Share of rows that have as many cells as most. */
  readonly regular: number;
}

const DELIMITER_NAMES: Readonly<Record<Dialect['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

export function delimiterName({ delimiter }: Dialect): string {
  return DELIMITER_NAMES[delimiter];
}

/** Enough rows to see how regular they are. */
const ROWS = 200;

/**
 * The dialect that makes the most regular table of a beginning of at least two cells a row; `null` where none does.
 * @param whole the text is all of the file, and its last row is not cut
 */
export function guessDialect(text: string, whole: boolean): DialectGuess | null {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const newline = !content.includes('\n') && content.includes('\r') ? '\r' : '\n';
  let best: DialectGuess | null = null;
  for (const delimiter of DELIMITERS) {
    if (!content.includes(delimiter)) continue;
    // Commas in cells need quotes, if not in this beginning; TSV files rather use `"` as a letter. The likelier goes
    // first, and the other only wins when it reads better.
    const quotes = delimiter !== '\t' || /(?:^|[\t\n])"[^\t\n]*"(?:[\t\r\n]|$)/.test(content);
    for (const quoted of content.includes('"') ? [quotes, !quotes] : [quotes]) {
      const guess = tryDialect(content, whole, { delimiter, quoted, newline });
      if (guess !== null && (best === null || better(guess, best))) best = guess;
    }
  }
  return best;
}

/** A table of one column, whose cells may be quoted; `null` where there is no row. */
export function oneColumn(text: string, whole: boolean): DialectGuess | null {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return tryDialect(content, whole, { delimiter: ',', quoted: true, newline: '\n' }, 1);
}

/** Why a row cannot be trusted: its last quoted cell has no end, or a mark inside a quoted cell is not doubled. */
export type QuoteProblem = 'unclosed' | 'stray';

export interface ParsedRow {
  readonly cells: readonly string[];
  /** Where the row ends in the text that is parsed. */
  readonly end: number;
  readonly problem: QuoteProblem | null;
}

/**
 * Rows of a text, one at a time, by Papa Parse. A text that goes on has its last row left out.
 * @param step false: stop here
 */
export function parseRows(
  text: string,
  { delimiter, quoted, newline }: Dialect,
  goesOn: boolean,
  step: (row: ParsedRow) => boolean,
): void {
  const parser = new Papa.Parser({
    delimiter,
    newline,
    // Papa Parse's fast mode is splitting at delimiters, without a look at quotation marks.
    fastMode: !quoted,
    step: ({ data, errors, meta }) => {
      const cells = (data as unknown as readonly string[][])[0];
      if (cells === undefined) return;
      const unclosed = errors.some(({ code }) => code === 'MissingQuotes');
      const problem = unclosed ? 'unclosed' : errors.length > 0 ? 'stray' : null;
      if (!step({ cells: cleanRow(cells), end: meta.cursor, problem })) parser.abort();
    },
  });
  parser.parse(text, 0, goesOn);
}

/** Without the carriage return that a line break may begin with. */
function cleanRow(cells: readonly string[]): readonly string[] {
  const last = cells.at(-1);
  return last?.endsWith('\r') === true ? [...cells.slice(0, -1), last.slice(0, -1)] : cells;
}

function tryDialect(text: string, whole: boolean, dialect: Dialect, columns = 2): DialectGuess | null {
  const rows: (readonly string[])[] = [];
  let problems = 0;
  parseRows(text, dialect, !whole, ({ cells, problem }) => {
    if (cells.join('').trim() === '') return true;
    rows.push(cells);
    if (problem !== null) problems++;
    return rows.length < ROWS;
  });
  const widths = new Map<number, number>();
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
  const [width = 0, most = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (rows.length === 0 || width < columns) return null;
  return { dialect, rows, regular: Math.max(0, most - problems) / rows.length };
}

function better(a: DialectGuess, b: DialectGuess): boolean {
  if (a.regular !== b.regular) return a.regular > b.regular;
  const [ofA, ofB] = [a, b].map(({ rows }) => rows[0]?.length ?? 0);
  return (ofA ?? 0) > (ofB ?? 0);
}
