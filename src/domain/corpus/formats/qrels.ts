import { eachLine } from '../../trec/columns.ts';
import { unescapeId } from '../../trec/escape-id.ts';
import { BadRow, requiredId } from '../json-fields.ts';
import type { LineReader, ReaderContext, RowSink } from '../row-sink.ts';
import type { CreateJsonRows } from './json-rows.ts';
import { jsonRows } from './json-rows.ts';
import { QRELS_HEADER } from './recognise-lines.ts';

const LEVEL = /^[+-]?\d+$/;

/** BEIR's scores are integers, though some files write them as `1.0`. */
const WHOLE = /^([+-]?\d+)\.0+$/;

/**
 * Reads judgements line by line: TREC's four columns (query, iteration, passage, level; MS MARCO's and MIRACL's are
 * these), BEIR's three (`query-id⇥corpus-id⇥score` under a header), and three without a header. A second judgement of
 * a passage with another level is left out, as in `parseQrels`.
 */
export function createQrelsReader(_context: ReaderContext, sink: RowSink): LineReader {
  const judge = judgeOnce(sink);
  /** Under BEIR's header columns are parted by tabs alone: ids may hold spaces. */
  let tabs = false;
  let begun = false;
  return {
    line(line) {
      const where = `line ${String(line.number)}`;
      if ('problem' in line) {
        sink.skip(where, line.problem);
        return;
      }
      const first = !begun && line.text.trim() !== '';
      begun ||= first;
      if (first && QRELS_HEADER.test(line.text)) {
        tabs = true;
        return;
      }
      if (tabs) {
        if (line.text.trim() !== '') readColumns(line.text.split('\t'), where, (id) => id);
        return;
      }
      eachLine(line.text, 5, (columns) => {
        readColumns(columns, where, unescapeId);
      });
    },
    finish: () => undefined,
  };

  function readColumns(columns: readonly string[], where: string, idOf: (column: string) => string): void {
    const [query = '', second = '', third, fourth] = columns;
    const docno = fourth === undefined ? second : (third ?? '');
    const written = (fourth ?? third)?.trim();
    if (written === undefined || columns.length > 4) {
      const count = columns.length > 4 ? 'more than 4' : String(columns.length);
      sink.skip(where, `It has ${count} columns; qrels have 4: query, iteration, passage, level.`);
      return;
    }
    const level = WHOLE.exec(written)?.[1] ?? written;
    if (!LEVEL.test(level)) sink.skip(where, `The level “${written}” is not an integer.`);
    else if (query.trim() === '' || docno.trim() === '')
      sink.skip(where, 'The query or the passage has no id.');
    else judge(idOf(query), idOf(docno), Number(level), where);
  }
}

/** The same as JSON rows `{"query-id","corpus-id","score"}`, as datasets of the Hub have them. */
export const createQrelsRows: CreateJsonRows = (_context, sink) => {
  const judge = judgeOnce(sink);
  return jsonRows(sink, (row, where) => {
    const level = Number(row['score'] ?? 1);
    if (!Number.isInteger(level)) throw new BadRow(`The level “${String(row['score'])}” is not an integer.`);
    judge(requiredId(row, 'query-id'), requiredId(row, 'corpus-id'), level, where);
  });
};

function judgeOnce(sink: RowSink): (query: string, docno: string, level: number, where: string) => void {
  const levels = new Map<string, Map<string, number>>();
  return (query, docno, level, where) => {
    const known = levels.get(query) ?? new Map<string, number>();
    if (known.size === 0) levels.set(query, known);
    const before = known.get(docno);
    if (before === undefined) {
      known.set(docno, level);
      sink.judgement({ query, docno, level });
    } else if (before !== level) {
      sink.skip(
        where,
        `Passage “${docno}” was judged for query “${query}” before, with level ${String(before)}, not ${String(level)}.`,
      );
    }
  };
}
