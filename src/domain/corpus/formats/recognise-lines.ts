import { detectTrec } from '../../trec/detect-trec.ts';
import { kindFromName } from './kind-from-name.ts';
import type { Recognised } from './recognised.ts';
import type { Head } from './sample-rows.ts';
import { sampleLines } from './sample-rows.ts';

/** The header of BEIR's judgements. */
export const QRELS_HEADER = /^"?query[-_ ]?id"?\t"?(?:corpus|doc|passage|p)[-_ ]?id"?(?:\t|$)/i;

export const DPR_HEADER = /^id\ttext\ttitle\s*$/;

/** Levels of judgements are small; MS MARCO's triples have three ids in a line. */
const HIGHEST_LEVEL = 10;

/** Levels, ids and titles are shorter than this. */
const SHORT = 80;

/** Texts of a topics file are shorter than this on average, in UTF-16 units; passages are longer. */
const QUERY_LENGTH = 120;

/** TREC's files and those of columns by tab that need no header; `null` for any other text. */
export function recogniseLines(head: Head): Recognised | null {
  const lines = sampleLines(head);
  if (lines.length === 0) return null;
  const first = lines[0] ?? '';
  if (QRELS_HEADER.test(first)) {
    return { format: 'qrels', because: 'columns query-id, corpus-id and score', sure: true };
  }
  if (DPR_HEADER.test(first)) return { format: 'dpr', because: 'columns id, text and title', sure: true };

  const trec = detectTrec(lines.join('\n'));
  if (trec === 'qrels') return { format: 'qrels', because: 'four columns, the last a level', sure: true };
  if (trec === 'run') {
    return { format: 'run', because: 'six columns: query, Q0, passage, rank, score, tag', sure: true };
  }

  const most = <Row>(rows: readonly Row[], fits: (row: Row) => boolean): boolean =>
    rows.filter(fits).length * 2 > rows.length;
  const cells = lines.map((line) => line.split('\t'));
  if (most(cells, (row) => row.length === 3 && row.slice(0, 2).every(isId) && isLevel(row[2]))) {
    const because = 'three columns, the last a level, without a header';
    return { format: 'qrels', because, sure: false, alternatives: ['table'] };
  }
  if (most(cells, (row) => row.length === 3 && /^\d+$/.test(row[0] ?? '') && isTitled(row))) {
    const because = 'three columns: a number, a text and a title';
    return { format: 'dpr', because, sure: false, alternatives: ['table'] };
  }
  return isIdText(cells) ? idText(head, cells) : null;
}

/** MS MARCO's `id⇥text`: ids without spaces, each once. A line of words for a header makes it a table. */
function isIdText(cells: readonly (readonly string[])[]): boolean {
  const rows = cells.filter((row) => row.length === 2 && isId(row[0]) && (row[1] ?? '').trim() !== '');
  if (rows.length * 10 < cells.length * 9 || isHeader(cells[0] ?? [])) return false;
  return new Set(rows.map(([id]) => id)).size === rows.length;
}

function idText(head: Head, cells: readonly (readonly string[])[]): Recognised {
  const named = kindFromName(head.name);
  const length = cells.reduce((sum, row) => sum + (row[1] ?? '').length, 0) / cells.length;
  const queries = named === null ? length < QUERY_LENGTH : named === 'queries';
  return {
    format: queries ? 'topics' : 'collection',
    because: named === null ? 'two columns, an id and a text' : 'two columns, an id and a text, and its name',
    sure: named !== null,
    alternatives: [queries ? 'collection' : 'topics', 'table'],
  };
}

function isHeader(row: readonly string[]): boolean {
  return row.every((cell) =>
    /^(?:_?id|[qp]id|(?:query|doc|corpus|passage)[-_ ]?id|docno|query|question|text|passage|content|contents|title|[a-z]{2,3})$/i.test(
      cell.trim(),
    ),
  );
}

function isId(cell: string | undefined): boolean {
  return cell !== undefined && cell !== '' && cell.length <= SHORT && !/\s/.test(cell.trim());
}

function isInteger(cell: string | undefined): boolean {
  return cell !== undefined && /^[+-]?\d+$/.test(cell);
}

function isLevel(cell: string | undefined): boolean {
  return isInteger(cell?.trim()) && Math.abs(Number(cell)) <= HIGHEST_LEVEL;
}

/** DPR's texts are a hundred words; a title is a few. */
function isTitled([, text = '', title = '']: readonly string[]): boolean {
  return text.length > SHORT && title.length <= SHORT * 2;
}
