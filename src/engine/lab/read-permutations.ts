import { asId, isObject } from '../../domain/corpus/json-values.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { parsePermutation } from '../../domain/lab/parse-permutation.ts';
import { detectTrec } from '../../domain/trec/detect-trec.ts';
import { orderOf } from '../../domain/trec/order.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { EncodedText } from '../corpus/decode.ts';
import { decodeHead, decodeText } from '../corpus/decode.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { LabFile, LabRow } from './lab-file.ts';
import { labRows, openLabFile } from './lab-file.ts';
import type { Notes } from './notes.ts';
import { createNotes } from './notes.ts';

export interface ReadPermutations {
  /** Passage ids by query id, best first; every passage is one of the shard's and stands once. */
  readonly orders: Record<string, string[]>;
  readonly notes: string[];
}

/** Passages of one query that are put in order; a reranker looks at far fewer. */
export const MAX_RANKED = 1_000;
const ROWS_AT_ONCE = 500;

/** What the file says of one query, before it is held against the shard. */
interface Ranking {
  readonly where: string;
  readonly query: string;
  readonly ids: readonly string[];
}

/**
 * Reads rankings that were made elsewhere, for the shard's queries: JSON Lines or a JSON list of
 * `{"query": id, "ranking": [ids, best first]}`; of `{"query": id, "candidates": [ids], "permutation": "[2] > [1]"}`,
 * which is what listwise rerankers print (RankGPT); or a TREC run. Ids that the shard does not have, and ids that come
 * twice, are left out and noted.
 * @throws CrosslensError `corpus-invalid` when nothing can be used; `aborted`
 */
export async function readPermutations(
  file: LabFile,
  shard: Shard,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ReadPermutations> {
  const source = await openLabFile(file);
  const notes = createNotes();
  const rankings = rankingsOf(source, file.name, notes);
  const queries = new Set(shard.queries.map(({ id }) => id));
  const passages = new Set(shard.passages.map(({ id }) => id));
  const orders = new Map<string, string[]>();
  let rows = 0;
  for (const { where, query, ids } of rankings) {
    if (++rows % ROWS_AT_ONCE === 0) {
      await yieldToEvents();
      throwIfAborted(options.signal);
    }
    if (!queries.has(query)) {
      notes.add(
        where,
        `no query of the shard is called ${query}`,
        'rankings of queries that the shard does not have',
      );
    } else if (orders.has(query)) {
      notes.add(where, `${query} was ranked before; the first ranking holds`, 'second rankings of a query');
    } else {
      const order = checked(ids, passages, `${where}, ${query}`, notes);
      if (order.length > 0) orders.set(query, order);
    }
  }
  if (orders.size === 0) throw nothingUsable(file.name, shard, notes.list());
  return { orders: Object.fromEntries(orders), notes: notes.list() };
}

function rankingsOf(source: EncodedText, name: string, notes: Notes): Iterable<Ranking> {
  const trec = detectTrec(decodeHead(source));
  if (trec === 'qrels')
    throw new CrosslensError('corpus-invalid', `${name} holds judgements (qrels), which rank nothing.`);
  return trec === 'run' ? runRankings(source, name, notes) : jsonRankings(source, name, notes);
}

function runRankings(source: EncodedText, name: string, notes: Notes): Ranking[] {
  const decoded = decodeText(source);
  if ('problem' in decoded) throw new CrosslensError('corpus-invalid', `${name}: ${decoded.problem}`);
  const { run, errors, errorCount } = parseRun(decoded.text);
  for (const { line, reason } of errors) notes.add(`line ${String(line)}`, reason, 'lines left out');
  const unlisted = errorCount - errors.length;
  if (unlisted > 0) notes.add('', `${String(unlisted)} more lines could not be read`, 'counts');
  return [...run.queries].map(([query, list]) => ({
    where: 'run',
    query,
    ids: orderOf(list, 'trec_eval-10'),
  }));
}

function* jsonRankings(source: EncodedText, name: string, notes: Notes): Generator<Ranking> {
  for (const row of labRows(source, name)) {
    const read = readRow(row, notes);
    if (typeof read !== 'string') yield read;
    else notes.add(row.where, read, 'rows that could not be read');
  }
}

/** @returns the ranking, or why there is none */
function readRow(row: LabRow, notes: Notes): Ranking | string {
  if ('problem' in row) return row.problem;
  if ('line' in row) return 'this is neither JSON nor a line of a TREC run';
  const { object, where } = row;
  const query = asId(object['query'] ?? object['id']);
  if (query === null) return '"query", the id of a query, is missing';
  const { ranking, candidates, permutation } = object;
  if (ranking !== undefined) {
    const ids = idsOf(ranking);
    return ids === null ? '"ranking" must be a list of passage ids' : { where, query, ids };
  }
  if (permutation === undefined) return 'there is neither "ranking" nor "permutation"';
  const ids = idsOf(candidates);
  if (ids === null) return '"candidates" must be a list of passage ids: a permutation counts them from 1';
  const parsed = parsePermutation(permutation, ids.length);
  if (parsed === null) return '"permutation" names no place, such as [2] > [1]';
  const { order, missing, repeated, outside } = parsed;
  const noteCount = (count: number, what: string): void => {
    if (count > 0) notes.add(where, `${query}: ${String(count)} ${what}`, `permutations with ${what}`);
  };
  noteCount(missing, 'candidates that the permutation does not name; they follow in their order');
  noteCount(repeated, 'places that are named twice; the first naming counts');
  noteCount(outside, 'numbers that are no candidate');
  return { where, query, ids: order.map((place) => ids[place] ?? '') };
}

/** Ids, or objects that carry one, as in the file of candidates. */
function idsOf(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const ids = value.map((entry: unknown) => asId(isObject(entry) ? entry['id'] : entry));
  return ids.every((id) => id !== null) ? ids : null;
}

function checked(
  ids: readonly string[],
  passages: ReadonlySet<string>,
  where: string,
  notes: Notes,
): string[] {
  const known = ids.filter((id) => passages.has(id));
  if (known.length < ids.length) {
    const example = ids.find((id) => !passages.has(id)) ?? '';
    notes.add(
      where,
      `${String(ids.length - known.length)} passages are not in the shard, such as ${example}`,
      'rankings with passages that the shard does not have',
    );
  }
  const order = [...new Set(known)];
  if (order.length < known.length) {
    notes.add(
      where,
      `${String(known.length - order.length)} passages come twice; the better place counts`,
      'rankings with passages that come twice',
    );
  }
  if (order.length <= MAX_RANKED) return order;
  notes.add(
    where,
    `${String(order.length)} passages are ranked; the first ${String(MAX_RANKED)} are kept`,
    `rankings cut at ${String(MAX_RANKED)} passages`,
  );
  return order.slice(0, MAX_RANKED);
}

function nothingUsable(name: string, shard: Shard, notes: readonly string[]): CrosslensError {
  const id = shard.queries[0]?.id ?? 'q1';
  const why = notes[0] === undefined ? 'It is empty.' : `The first trouble: ${notes[0]}.`;
  return new CrosslensError(
    'corpus-invalid',
    `${name} ranks no passage of the shard for any of its queries. ${why} A line looks like {"query": ${JSON.stringify(id)}, "ranking": ["<passage id>", …]}; TREC runs and {"query", "candidates", "permutation": "[2] > [1]"} are read as well.`,
  );
}
