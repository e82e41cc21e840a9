import { normaliseLanguage } from '../text/languages.ts';
import type { JsonObject } from './json-values.ts';
import { asId, isObject, typeName } from './json-values.ts';
import type { Located, ParsedFile } from './parsed-file.ts';
import { noteLongTexts } from './parsed-file.ts';
import type { GeneratedQueries, Passage, Query, SkippedRow } from './types.ts';

/** One line of a file, or what kept it from being read (bytes that are not UTF-8). */
export type Line =
  { readonly number: number; readonly text: string } | { readonly number: number; readonly problem: string };

/** Takes rows as they come, so that a caller may read a large file piece by piece. */
export interface RowReader {
  /** A line of JSON Lines; a blank one counts but holds nothing. */
  line: (line: Line) => void;
  /** A row that is parsed already, from a JSON list. */
  row: (value: unknown, where: string) => void;
  finish: () => ParsedFile;
}

/** Why a row was left out; thrown by the field readers and caught once for each row. */
class BadRow extends Error {}

/**
 * Reads rows of three kinds, which may be mixed:
 * passages `{"id","lang","title"?,"text","group"?}`, queries `{"id","lang","text","relevant","group"?,"answers"?}`
 * (a row with `relevant`), and generated queries `{"docid"|"group","generated_queries":{"ar":["…"]}}` (the schema
 * in which xQG's queries are published; its `title` and `text` are not needed and not read) or, one a row,
 * `{"docid"|"group","lang","query"}`.
 * A bad row is left out with its reason.
 */
export function createRowReader(file: string): RowReader {
  const passages: Located<Passage>[] = [];
  const queries: Located<Query>[] = [];
  const generated: Located<GeneratedQueries>[] = [];
  const skipped: SkippedRow[] = [];
  const skip = (where: string, reason: string): void => {
    skipped.push({ file, where, reason });
  };
  const row = (value: unknown, where: string): void => {
    try {
      if (!isObject(value)) throw new BadRow(`A row must be an object, not ${typeName(value)}.`);
      if (value['generated_queries'] !== undefined) {
        const partly = (reason: string): void => {
          skip(where, reason);
        };
        generated.push({ record: readGenerated(value, partly), where });
      } else if (isPlainGenerated(value)) generated.push({ record: readPlainGenerated(value), where });
      else if (value['relevant'] !== undefined) queries.push({ record: readQuery(value), where });
      else passages.push({ record: readPassage(value), where });
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      skip(where, error.message);
    }
  };
  return {
    row,
    line(line) {
      const where = `line ${String(line.number)}`;
      if ('problem' in line) {
        skip(where, line.problem);
        return;
      }
      if (line.text.trim() === '') return;
      let value: unknown;
      try {
        value = JSON.parse(line.text);
      } catch {
        skip(where, `Not JSON: “${excerpt(line.text)}”.`);
        return;
      }
      row(value, where);
    },
    finish() {
      const onlyGenerated = generated.length > 0 && passages.length === 0 && queries.length === 0;
      const format = onlyGenerated ? 'generated-queries' : 'jsonl';
      return { file, format, passages, queries, generated, skipped, notes: noteLongTexts(passages) };
    },
  };
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
  const reader = createRowReader(file);
  for (const line of linesOf(text)) reader.line(line);
  return reader.finish();
}

function readPassage(row: JsonObject): Passage {
  if (row['text'] === undefined && typeof row['question'] === 'string') {
    throw new BadRow('"text" is missing; a query needs "text" and "relevant" (this row has "question").');
  }
  const title = optionalString(row, 'title');
  const group = optionalId(row, 'group');
  return {
    id: requiredId(row, 'id'),
    lang: language(row),
    ...(title === undefined ? {} : { title }),
    text: requiredText(row, 'text'),
    ...(group === undefined ? {} : { group }),
  };
}

function readQuery(row: JsonObject): Query {
  const group = optionalId(row, 'group');
  const answers = row['answers'];
  return {
    id: requiredId(row, 'id'),
    lang: language(row),
    text: requiredText(row, 'text'),
    relevant: idList(row, 'relevant'),
    ...(group === undefined ? {} : { group }),
    ...(answers === undefined || answers === null ? {} : { answers: stringList(answers, 'answers') }),
  };
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
    queries: { [language(row)]: [requiredText(row, 'query')] },
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

function requiredId(row: JsonObject, field: string): string {
  const value = present(row, field);
  const id = asId(value);
  if (id !== null) return id;
  if (typeof value === 'string') throw new BadRow(`"${field}" is empty.`);
  throw new BadRow(`"${field}" must be a string or a number, not ${typeName(value)}.`);
}

function optionalId(row: JsonObject, field: string): string | undefined {
  const value = row[field];
  return value === undefined || value === null ? undefined : requiredId(row, field);
}

function requiredText(row: JsonObject, field: string): string {
  const value = present(row, field);
  if (typeof value !== 'string') throw new BadRow(`"${field}" must be a string, not ${typeName(value)}.`);
  if (value.trim() === '') throw new BadRow(`"${field}" is empty.`);
  return value;
}

function optionalString(row: JsonObject, field: string): string | undefined {
  const value = row[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new BadRow(`"${field}" must be a string, not ${typeName(value)}.`);
  return value;
}

function language(row: JsonObject): string {
  const code = requiredText(row, 'lang');
  const lang = normaliseLanguage(code);
  if (lang === null) throw new BadRow(`“${excerpt(code)}” is not a language code that Crosslens knows.`);
  return lang;
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

function present(row: JsonObject, field: string): unknown {
  const value = row[field];
  if (value === undefined || value === null) throw new BadRow(`"${field}" is missing.`);
  return value;
}

function excerpt(text: string): string {
  const start = text.trim();
  return start.length > 40 ? `${start.slice(0, 40)}…` : start;
}
