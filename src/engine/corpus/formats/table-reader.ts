import { suggestColumns } from '../../../domain/corpus/formats/suggest-columns.ts';
import { columnsOfPlan, guessHeader } from '../../../domain/corpus/formats/table-header.ts';
import { createTableRows } from '../../../domain/corpus/formats/table-rows.ts';
import type { ColumnPlan } from '../../../domain/corpus/read-plan.ts';
import type { TablePreview } from '../../../protocol/inspection.ts';
import { CrosslensError } from '../../../protocol/errors.ts';
import type { Detected, FileSample, FormatReader, OpenFile } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';
import type { ParquetFile } from './parquet-file.ts';
import type { DialectGuess } from './table-dialect.ts';
import { delimiterName, guessDialect, oneColumn } from './table-dialect.ts';
import { readTextRows } from './table-text.ts';

/** Rows of a preview, and the most that is shown of a cell. */
const PREVIEW_ROWS = 20;
const PREVIEW_CELL = 200;

/** A preview leaves out lists and objects that would have to be unpacked by more than this. In bytes. */
const PREVIEW_NESTED = 16 * 1024 * 1024;

/** What the dialect and the header are guessed from, in UTF-16 units; the second where the first holds no whole row. */
const HEADS = [65_536, 1_048_576] as const;

/** Of a Parquet file, between two reports of progress. */
const ROWS_AT_ONCE = 500;

const TABLE_NAME = /\.(?:csv|tsv|tab|psv)$/i;

/** CSV, TSV and their kin, and Parquet, with columns that are chosen. */
export const tableReader: FormatReader = {
  formats: ['table'],
  detect,
  async read(file, plan, context, sink) {
    const columns = plan.columns ?? (await previewOf(file)).suggested;
    if (columns.text === null && columns.query === null) {
      throw new FileRefused('No column is chosen as the text of passages or queries. Choose one.');
    }
    const rows = createTableRows({ ...plan, columns }, context, sink);
    await ((await isParquet(file))
      ? readParquet(file, columns, (cell, row) => {
          rows.row(cell, row, `row ${row}`);
        })
      : readText(
          file,
          columns,
          (cell, row, line) => {
            rows.row(cell, row, `line ${line}`);
          },
          (line, problem) => {
            sink.skip(`line ${line}`, problem);
          },
        ));
  },
  preview: previewOf,
};

function detect({ name, bytes, text, whole }: FileSample): Detected | null {
  if (isMagic(bytes)) return { format: 'table', because: 'a Parquet file', sure: true };
  const guess = text === null ? null : guessDialect(text, whole);
  if (guess === null) return null;
  const named = TABLE_NAME.test(name);
  const { names, header } = guessHeader(guess.rows);
  const columns = suggestColumns(names, header ? guess.rows.slice(1) : guess.rows);
  const known = header && (columns.text !== null || columns.query !== null);
  // A name that says table is believed while most rows bear it out. Prose has commas too: without a name that says so, only a table whose header is known for sure is one.
  const tabs = guess.dialect.delimiter === '\t';
  if (!(named ? guess.regular > 0.5 : guess.regular >= 0.98 && (known || tabs) && guess.rows.length > 1)) {
    return null;
  }
  return {
    format: 'table',
    because: `${names.length} columns, apart by ${delimiterName(guess.dialect)}${header ? `: ${listOf(names)}` : ', without a header'}`,
    sure: known,
    alternatives: named ? [] : ['text'],
    columns,
  };
}

async function previewOf(file: OpenFile): Promise<TablePreview> {
  return (await isParquet(file)) ? previewParquet(file) : previewText(file);
}

async function previewText(file: OpenFile): Promise<TablePreview> {
  const { guess } = await beginning(file);
  const { names, header } = guessHeader(guess.rows);
  const rows = header ? guess.rows.slice(1) : guess.rows;
  return {
    columns: names,
    rows: rows.slice(0, PREVIEW_ROWS).map((row) => names.map((_, column) => excerpt(row[column] ?? ''))),
    nested: [],
    suggested: suggestColumns(names, rows),
  };
}

async function previewParquet(file: OpenFile): Promise<TablePreview> {
  const parquet = await openParquetFile(file);
  const names = parquet.columns.map(({ name }) => name);
  const nested = parquet.columns.filter((column) => column.nested).map(({ name }) => name);
  const shown = parquet.columns.filter((column) => !column.nested || column.bytes <= PREVIEW_NESTED);
  const rows: string[][] = [];
  for await (const cells of soundRows(parquet.read(shown.map(({ name }) => name)))) {
    const byName = new Map(shown.map(({ name }, column) => [name, cells[column] ?? '']));
    rows.push(names.map((name) => byName.get(name) ?? '…'));
    if (rows.length === PREVIEW_ROWS) break;
  }
  return {
    columns: names,
    rows: rows.map((row) => row.map(excerpt)),
    nested,
    suggested: suggestColumns(names, rows, nested),
  };
}

type GiveRow = (cell: (column: string) => string | null, row: number, line: number) => void;

async function readText(
  file: OpenFile,
  plan: ColumnPlan,
  give: GiveRow,
  skip: (line: number, problem: string) => void,
): Promise<void> {
  const { guess, texts } = await beginning(file);
  const columns = columnsOfPlan(guess.rows, plan);
  if (columns === null) throw missingColumn(plan, guessHeader(guess.rows).names);
  const { names } = columns;
  const places = new Map(names.map((name, place) => [name, place]));
  let header = columns.header;
  let row = 0;
  for await (const read of readTextRows(texts(), guess.dialect)) {
    if ('problem' in read) {
      skip(read.line, read.problem);
    } else if (header) {
      header = false;
    } else if (
      read.cells.length > names.length &&
      read.cells.slice(names.length).some((cell) => cell !== '')
    ) {
      row++;
      skip(read.line, `It has ${read.cells.length} cells, and the table ${names.length} columns.`);
    } else {
      const { cells } = read;
      give((column) => cells[places.get(column) ?? -1] ?? null, ++row, read.line);
    }
  }
}

async function readParquet(file: OpenFile, plan: ColumnPlan, give: GiveRow): Promise<void> {
  const parquet = await openParquetFile(file);
  const wanted = [...new Set(Object.values(plan).filter((column) => column !== null))];
  const known = new Map(parquet.columns.map((column) => [column.name, column]));
  if (!wanted.every((column) => known.has(column))) throw missingColumn(plan, [...known.keys()]);
  const misused = wanted.find((column) => known.get(column)?.nested === true && column !== plan.relevant);
  if (misused !== undefined) {
    throw new FileRefused(
      `Column “${misused}” holds lists or objects, which can be no text. Choose another.`,
    );
  }
  const places = new Map(wanted.map((column, place) => [column, place]));
  // Columns that nobody wants are never fetched, so that rows tell better than bytes how far it is.
  const step = Math.round((file.sample.size * ROWS_AT_ONCE) / Math.max(1, parquet.rows));
  let row = 0;
  for await (const cells of soundRows(parquet.read(wanted))) {
    await file.breathe();
    if (row > 0 && row % ROWS_AT_ONCE === 0) file.advance?.(step);
    give((column) => cells[places.get(column) ?? -1] ?? null, ++row, row);
  }
}

/** The dialect, and the whole text once more: what was looked at, then what follows it. */
async function beginning(
  file: OpenFile,
): Promise<{ readonly guess: DialectGuess; readonly texts: () => AsyncGenerator<string> }> {
  const pieces = file.texts()[Symbol.asyncIterator]();
  const held: string[] = [];
  let length = 0;
  let ended = false;
  let guess: DialectGuess | null = null;
  for (const head of HEADS) {
    if (guess !== null) break;
    while (!ended && length < head) {
      const next = await pieces.next();
      if (next.done === true) ended = true;
      else {
        held.push(next.value);
        length += next.value.length;
      }
    }
    guess = guessDialect(held.join('').slice(0, head), ended && length <= head);
  }
  guess ??= oneColumn(held.join(''), ended && length <= HEADS[1]);
  if (guess === null) {
    await pieces.return?.();
    throw new FileRefused('It has no rows: it is empty, or no line of it ends.');
  }
  return {
    guess,
    async *texts() {
      yield* held.splice(0);
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    },
  };
}

async function isParquet({ raw }: OpenFile): Promise<boolean> {
  const bytes = await raw.slice(0, 4);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && /\.parquet(?:\.gz)?$/i.test(raw.name)) {
    throw new FileRefused(
      'It is a Parquet file inside gzip, which cannot be read in parts. Unpack the gzip first.',
    );
  }
  return isMagic(bytes);
}

function isMagic(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && String.fromCharCode(...bytes.subarray(0, 4)) === 'PAR1';
}

async function openParquetFile(file: OpenFile): Promise<ParquetFile> {
  // Only who opens a Parquet file loads its decoders.
  const { openParquet } = await import('./parquet-file.ts');
  try {
    return await openParquet(file.raw);
  } catch (error) {
    throw damaged(error);
  }
}

async function* soundRows<Row>(rows: AsyncGenerator<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): unknown {
  if (error instanceof FileRefused || error instanceof CrosslensError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return new FileRefused(
    `The Parquet file is damaged, or written in a way that is not known: ${cause}. Fetch it again.`,
  );
}

function missingColumn(plan: ColumnPlan, names: readonly string[]): FileRefused {
  const missing = Object.values(plan).find((column) => column !== null && !names.includes(column));
  return new FileRefused(`It has no column “${missing ?? ''}”. Its columns are ${listOf(names)}.`);
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(excerpt).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function excerpt(cell: string): string {
  return cell.length > PREVIEW_CELL ? `${cell.slice(0, PREVIEW_CELL)}…` : cell;
}
