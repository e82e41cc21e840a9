import { BadRow, languageOfRow, optionalString, requiredId, requiredText } from '../json-fields.ts';
import type { JsonObject } from '../json-values.ts';
import type { ReaderContext, RowSink } from '../row-sink.ts';
import type { Passage } from '../types.ts';
import type { CreateJsonRows } from './json-rows.ts';
import { jsonRows } from './json-rows.ts';

/** BEIR's passages, `{"_id","title"?,"text","metadata"?}`. `metadata` is not read. */
export const createBeirPassages: CreateJsonRows = (context, sink) =>
  jsonRows(sink, (row, where) => {
    sink.passage(titledPassage(requiredId(row, '_id'), row, context), where);
  });

/**
 * BEIR's queries, `{"_id","text","metadata"?}`, and the same with `query_id` or `qid`, and `query` for `text`. They
 * carry no judgements: those are in qrels files.
 */
export const createBeirQueries: CreateJsonRows = (context, sink) =>
  jsonRows(sink, (row, where) => {
    const id = requiredId(row, ['_id', 'query_id', 'qid'].find((field) => row[field] !== undefined) ?? '_id');
    const text = requiredText(
      row,
      row['text'] === undefined && row['query'] !== undefined ? 'query' : 'text',
    );
    sink.query({ id, lang: languageOfRow(row, text, context), text, relevant: [] }, where);
  });

/**
 * Passages by document id: MIRACL's, Mr.TyDi's and MLDR's `{"docid","title"?,"text"}`, and Pyserini's
 * `{"id","contents"}`, whose first line is the title.
 */
export const createDocidPassages: CreateJsonRows = (context, sink) =>
  jsonRows(sink, (row, where) => {
    if (row['contents'] === undefined || row['text'] !== undefined) {
      const id = requiredId(row, row['docid'] === undefined ? 'id' : 'docid');
      sink.passage(titledPassage(id, row, context), where);
    } else sink.passage(fromContents(row, context), where);
  });

/** Rows of a query with the passages that were judged for it, as Mr.TyDi, MIRACL and MLDR are on the Hub:
 * `{"query_id","query","positive_passages":[{"docid","title"?,"text"}],"negative_passages":[…]}`. A passage that comes
 * again is given once. Negatives are judged not relevant.
 */
export const createQueryPassages: CreateJsonRows = (context, sink) => {
  const given = new Set<string>();
  let negatives = 0;
  const rows = jsonRows(sink, (row, where) => {
    const id = requiredId(row, row['query_id'] === undefined ? 'id' : 'query_id');
    const text = requiredText(row, 'query');
    const lang = languageOfRow(row, text, context);
    const relevant = judged(row, 'positive_passages', where, context, sink, given);
    const rejected = judged(row, 'negative_passages', where, context, sink, given).filter(
      (docid) => !relevant.includes(docid),
    );
    negatives += rejected.length;
    sink.query({ id, lang, text, relevant, ...(rejected.length === 0 ? {} : { rejected }) }, where);
  });
  return {
    row: rows.row,
    finish() {
      if (negatives > 0) sink.note('Negative passages count as judged and not relevant.');
    },
  };
};

/** Gives the passages of one list that are new, and the ids of all of them. */
function judged(
  row: JsonObject,
  field: string,
  where: string,
  context: ReaderContext,
  sink: RowSink,
  given: Set<string>,
): string[] {
  const list = row[field];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new BadRow(`"${field}" must be a list.`);
  const ids: string[] = [];
  const passages = jsonRows(sink, (passage, place) => {
    const id = requiredId(passage, passage['docid'] === undefined ? 'id' : 'docid');
    if (!given.has(id)) {
      sink.passage(titledPassage(id, passage, context), place);
      given.add(id);
    }
    ids.push(id);
  });
  list.forEach((entry: unknown, i) => {
    passages.row(entry, `${where}, ${field}[${String(i)}]`);
  });
  return [...new Set(ids)];
}

/** BEIR searches title and text together, and some of its passages have a title alone: that is their text then. */
function titledPassage(id: string, row: JsonObject, context: ReaderContext): Passage {
  const title = optionalString(row, 'title')?.trim();
  const alone = title !== undefined && title !== '' && (row['text'] === '' || row['text'] === undefined);
  const text = alone ? title : requiredText(row, 'text');
  const lang = languageOfRow(row, text, context);
  return { id, lang, ...(alone || title === undefined || title === '' ? {} : { title }), text };
}

/** A longer first line is no title. */
const TITLE = 200;

function fromContents(row: JsonObject, context: ReaderContext): Passage {
  const id = requiredId(row, 'id');
  const contents = requiredText(row, 'contents');
  const [, first = '', rest = ''] = /^([^\n]*)\n+([^]*)$/.exec(contents) ?? [];
  // Wikipedia passages for Pyserini have the title in quotes.
  const title = first.trim().replace(/^"(.*)"$/, '$1');
  const titled = title !== '' && title.length <= TITLE && rest.trim() !== '';
  const text = titled ? rest : contents;
  return { id, lang: languageOfRow(row, text, context), ...(titled ? { title } : {}), text };
}
