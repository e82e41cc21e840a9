import { comparable } from '../../domain/augmentation/gold-copies.ts';
import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { asId } from '../../domain/corpus/json-values.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { JudgedQuery, Shard } from '../../domain/corpus/types.ts';
import { stripMetaText } from '../../domain/lab/strip-meta-text.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { LabFile, LabRow } from './lab-file.ts';
import { labRows, openLabFile } from './lab-file.ts';
import type { Notes } from './notes.ts';
import { createNotes } from './notes.ts';

export interface ReadExpansions {
  /** By query id, in the order of the file. */
  readonly texts: Record<string, string[]>;
  readonly notes: string[];
}

/** No encoder here reads more than 512 tokens, which 8,000 characters nearly always are in any script. */
export const MAX_EXPANSION_CHARACTERS = 8_000;
/** Of one query: each is a text to encode. */
export const MAX_EXPANSIONS = 32;
const ROWS_AT_ONCE = 200;

/**
 * Reads texts that a language model wrote for the shard's queries: JSON Lines or a JSON list of
 * `{"query": id, "texts": […]}` (also `id`, and `expansions` or `documents`), or lines of `id<TAB>text`. Rows of one
 * id are taken together. An expansion that is a relevant passage of its query, or a question that the corpus judges by,
 * is refused: it would hand over what is to be found.
 * @param options.strip takes meta-text out, see `stripMetaText`
 * @throws CrosslensError `corpus-invalid` when nothing can be used; `aborted`
 */
export async function readExpansions(
  file: LabFile,
  shard: Shard,
  options: { readonly strip: boolean; readonly signal?: AbortSignal | undefined },
): Promise<ReadExpansions> {
  const queryOf = new Map(shard.queries.map((query) => [query.id, query]));
  const leaks = leakFinder(shard);
  const texts = new Map<string, string[]>();
  const notes = createNotes();
  let rows = 0;
  for (const row of labRows(await openLabFile(file), file.name)) {
    if (++rows % ROWS_AT_ONCE === 0) {
      await yieldToEvents();
      throwIfAborted(options.signal);
    }
    const read = readRow(row, notes);
    if (read === null) continue;
    const query = queryOf.get(read.id);
    if (query === undefined) {
      notes.add(
        row.where,
        `no query of the shard is called ${excerpt(read.id)}`,
        'rows of queries that the shard does not have',
      );
      continue;
    }
    const known = texts.get(query.id) ?? [];
    for (const given of read.texts) {
      const text = clean(given, row.where, options.strip, notes);
      if (text === null) continue;
      const leak = leaks(query, text);
      if (leak !== null) {
        notes.add(
          row.where,
          `left out for ${query.id}: the text is ${leak}`,
          'texts that hand over the answer',
        );
      } else if (known.length >= MAX_EXPANSIONS) {
        notes.add(
          row.where,
          `${query.id} has ${String(MAX_EXPANSIONS)} texts already, which is the limit`,
          `texts beyond ${String(MAX_EXPANSIONS)} of one query`,
        );
      } else known.push(cut(text, row.where, notes));
    }
    if (known.length > 0) texts.set(query.id, known);
  }
  if (texts.size === 0) throw nothingUsable(file.name, shard, notes.list());
  return { texts: Object.fromEntries(texts), notes: notes.list() };
}

function readRow(
  row: LabRow,
  notes: Notes,
): { readonly id: string; readonly texts: readonly string[] } | null {
  const bad = (reason: string): null => {
    notes.add(row.where, reason, 'rows that could not be read');
    return null;
  };
  if ('problem' in row) return bad(row.problem);
  if ('line' in row) {
    const tab = row.line.indexOf('\t');
    if (tab === -1) return bad('there is neither JSON nor a tab between an id and a text');
    return { id: row.line.slice(0, tab).trim(), texts: [row.line.slice(tab + 1)] };
  }
  const id = asId(row.object['query'] ?? row.object['id']);
  if (id === null) return bad('"query", the id of a query, is missing');
  const texts = textsOf(row.object);
  if (texts === null) return bad('"texts" must be a list of strings');
  return { id, texts };
}

/** A string that stands alone is a list of one. */
function textsOf(row: JsonObject): readonly string[] | null {
  const value = row['texts'] ?? row['expansions'] ?? row['documents'];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((text) => typeof text === 'string') ? value : null;
}

function clean(given: string, where: string, strip: boolean, notes: Notes): string | null {
  if (given.trim() === '') {
    notes.add(where, 'a text is empty', 'empty texts');
    return null;
  }
  if (!strip) return given.trim();
  // Meta-text stands at the ends of a text, and one that is twice as long as what is kept loses its end anyway.
  const { text, taken } = stripMetaText(given.slice(0, 2 * MAX_EXPANSION_CHARACTERS));
  if (taken.length > 0) {
    const first = `“${excerpt(taken[0] ?? '')}”`;
    const others = taken.length > 1 ? ` and ${String(taken.length - 1)} more` : '';
    notes.add(where, `meta-text taken out: ${first}${others}`, 'texts without their meta-text');
  }
  if (text.trim() !== '') return text.trim();
  notes.add(where, 'nothing but meta-text', 'texts that were nothing but meta-text');
  return null;
}

function cut(text: string, where: string, notes: Notes): string {
  if (text.length <= MAX_EXPANSION_CHARACTERS) return text;
  const limit = MAX_EXPANSION_CHARACTERS.toLocaleString('en-GB');
  notes.add(
    where,
    `a text of ${text.length.toLocaleString('en-GB')} characters was cut at ${limit}`,
    `texts that were cut at ${limit} characters`,
  );
  // Half of a surrogate pair is no character.
  return text.slice(0, MAX_EXPANSION_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
}

/** Says what a text hands over, if it does. Compared as generated queries are with gold ones. */
function leakFinder(shard: Shard): (query: JudgedQuery, text: string) => string | null {
  const questions = new Set([...shard.queries.map(({ text }) => text), ...shard.goldCopies].map(comparable));
  const passages = new Map<number, readonly string[]>();
  const passageForms = (row: number): readonly string[] => {
    const passage = shard.passages[row];
    if (passage === undefined) return [];
    const known = passages.get(row) ?? [comparable(passage.text), comparable(searchedText(passage))];
    passages.set(row, known);
    return known;
  };
  return (query, text) => {
    const form = comparable(text);
    if (questions.has(form)) return 'a question that the corpus judges by';
    const relevant = query.relevantRows.find((row) => passageForms(row).includes(form));
    return relevant === undefined
      ? null
      : `passage ${shard.passages[relevant]?.id ?? ''}, which is relevant to the query`;
  };
}

function nothingUsable(name: string, shard: Shard, notes: readonly string[]): CrosslensError {
  const id = shard.queries[0]?.id ?? 'q1';
  const why = notes[0] === undefined ? 'It is empty.' : `The first trouble: ${notes[0]}.`;
  return new CrosslensError(
    'corpus-invalid',
    `${name} holds no expansion of a query of the shard. ${why} A line looks like {"query": ${JSON.stringify(id)}, "texts": ["…"]}, or is the id, a tab and the text.`,
  );
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
