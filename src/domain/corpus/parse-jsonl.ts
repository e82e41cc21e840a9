import { normaliseLanguage } from '../text/languages.ts';
import { createCollector } from './collect-rows.ts';
import type { JsonRows } from './formats/json-rows.ts';
import { jsonLines, jsonRows } from './formats/json-rows.ts';
import type { JsonObject } from './json-values.ts';
import { asId, isObject, typeName } from './json-values.ts';
import {
  BadRow,
  knownLanguage,
  optionalId,
  optionalString,
  requiredId,
  requiredText,
  rowLanguage,
} from './json-fields.ts';
import { isOwnHeader, OWN_HEADER } from './own-header.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { Line, ReaderContext, RowSink } from './row-sink.ts';
import type { GeneratedQueries, Passage, Query } from './types.ts';
import { UNDETERMINED } from './types.ts';

/**
 * Reads rows of three kinds, which may be mixed:
 * passages `{"id","lang","title"?,"text","group"?}`, queries `{"id","lang","text","relevant","group"?,"answers"?}`
 * (a row with `relevant`), and generated queries `{"docid"|"group","generated_queries":{"ar":["…"]}}` (the schema
 * in which xQG's queries are published; its `title` and `text` are not needed and not read) or, one a row,
 * `{"docid"|"group","lang","query"}`.
 * A bad row is left out with its reason. Beneath a header of ours (`OWN_HEADER`) passages may have `source` and `unit`,
 * and queries `rejected`; in files of others these names may mean anything, and are not read.
 */
export function createOwnRows(context: ReaderContext, sink: RowSink): JsonRows {
  let own = false;
  return jsonRows(sink, (row, where) => {
    if (isOwnHeader(row)) {
      own = true;
      if (row['version'] !== OWN_HEADER.version) {
        throw new BadRow('A newer Crosslens wrote this file; what this one does not know is left out.');
      }
    } else if (row['generated_queries'] !== undefined) {
      const partly = (reason: string): void => {
        sink.skip(where, reason);
      };
      sink.generated(readGenerated(row, partly), where);
    } else if (isPlainGenerated(row)) sink.generated(readPlainGenerated(row), where);
    else if (row['relevant'] !== undefined)
      sink.query({ ...readQuery(row, context), ...(own ? readRejected(row) : {}) }, where);
    else sink.passage({ ...readPassage(row, context), ...(own ? readOrigin(row) : {}) }, where);
  });
}

/** The lines of a text one at a time, numbered from 1, without a second copy of the text. */
export function* linesOf(text: string): Generator<Line> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    yield { number: ++number, text: text.slice(start, stop) };
    start = stop + 1;
  }
}

export function parseJsonl(file: string, text: string): ParsedFile {
  const { sink, finish } = createCollector(file);
  const context: ReaderContext = { file, languageOf: (_, given) => given ?? UNDETERMINED };
  const reader = jsonLines(createOwnRows(context, sink), sink);
  for (const line of linesOf(text)) reader.line(line);
  reader.finish();
  return finish('jsonl');
}

function readPassage(row: JsonObject, context: ReaderContext): Passage {
  if (row['text'] === undefined && typeof row['question'] === 'string') {
    throw new BadRow('"text" is missing; a query needs "text" and "relevant" (this row has "question").');
  }
  const title = optionalString(row, 'title');
  const group = optionalId(row, 'group');
  return {
    id: requiredId(row, 'id'),
    lang: rowLanguage(row, context),
    ...(title === undefined ? {} : { title }),
    text: requiredText(row, 'text'),
    ...(group === undefined ? {} : { group }),
  };
}

function readQuery(row: JsonObject, context: ReaderContext): Query {
  const group = optionalId(row, 'group');
  const answers = row['answers'];
  return {
    id: requiredId(row, 'id'),
    lang: rowLanguage(row, context),
    text: requiredText(row, 'text'),
    relevant: idList(row, 'relevant'),
    ...(group === undefined ? {} : { group }),
    ...(answers === undefined || answers === null ? {} : { answers: stringList(answers, 'answers') }),
  };
}

function readOrigin(row: JsonObject): Pick<Passage, 'source' | 'unit'> {
  const source = optionalString(row, 'source');
  const unit = optionalString(row, 'unit');
  return { ...(source === undefined ? {} : { source }), ...(unit === undefined ? {} : { unit }) };
}

function readRejected(row: JsonObject): Pick<Query, 'rejected'> {
  return row['rejected'] === undefined ? {} : { rejected: idList(row, 'rejected') };
}

/** A passage has a text, and a query a text and an id. */
function isPlainGenerated(row: JsonObject): boolean {
  const owned = row['docid'] !== undefined || row['group'] !== undefined;
  return owned && row['query'] !== undefined && row['text'] === undefined && row['id'] === undefined;
}

function readPlainGenerated(row: JsonObject): GeneratedQueries {
  const docid = optionalId(row, 'docid');
  const group = optionalId(row, 'group');
  return {
    ...(docid === undefined ? {} : { docid }),
    ...(group === undefined ? {} : { group }),
    queries: { [knownLanguage(requiredText(row, 'lang'))]: [requiredText(row, 'query')] },
  };
}

function readGenerated(row: JsonObject, skip: (reason: string) => void): GeneratedQueries {
  const docid = optionalId(row, 'docid');
  const group = optionalId(row, 'group');
  if (docid === undefined && group === undefined) {
    throw new BadRow(
      '"docid" or "group" is missing, so it is not known which passage the queries belong to.',
    );
  }
  const byLanguage = row['generated_queries'];
  if (!isObject(byLanguage)) {
    throw new BadRow(`"generated_queries" must be an object of languages, not ${typeName(byLanguage)}.`);
  }
  const queries: Record<string, readonly string[]> = {};
  for (const [code, value] of Object.entries(byLanguage)) {
    const lang = normaliseLanguage(code);
    const wellTyped = Array.isArray(value) && value.every((text) => typeof text === 'string');
    if (lang === null)
      skip(`“${code}” is not a language code that Crosslens knows; its queries were left out.`);
    else if (!wellTyped) skip(`"generated_queries"."${code}" must be a list of strings; it was left out.`);
    else {
      const texts = (value as readonly string[]).filter((text) => text.trim() !== '');
      if (texts.length > 0) queries[lang] = [...(queries[lang] ?? []), ...texts];
    }
  }
  if (Object.keys(queries).length === 0)
    throw new BadRow('"generated_queries" holds no query that can be used.');
  return { ...(docid === undefined ? {} : { docid }), ...(group === undefined ? {} : { group }), queries };
}

function idList(row: JsonObject, field: string): readonly string[] {
  const value = row[field];
  if (!Array.isArray(value))
    throw new BadRow(`"${field}" must be a list of passage ids, not ${typeName(value)}.`);
  const ids = value.map(asId);
  if (!ids.every((id) => id !== null)) {
    throw new BadRow(
      `"${field}" must be a list of passage ids; entry ${String(ids.indexOf(null) + 1)} is not an id.`,
    );
  }
  return [...new Set(ids)];
}

function stringList(value: unknown, field: string): readonly string[] {
  if (Array.isArray(value) && value.every((text) => typeof text === 'string')) return value;
  throw new BadRow(`"${field}" must be a list of strings.`);
}
