import type { Passage, Shard } from '../../domain/corpus/types.ts';
import { unseenQueries } from '../../domain/lab/split.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import { NOTHING } from '../../domain/metrics/rank-table.ts';
import { formatRunLines } from '../../domain/trec/format-run.ts';
import { orderOf } from '../../domain/trec/order.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import type { Run } from '../../domain/trec/types.ts';
import type { SearchInput, SearchOutput } from '../../protocol/arm.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { emptyTable } from '../ranking/rank-queries.ts';
import { poolLanguages } from '../ranking/pool-languages.ts';
import { findAnswers } from '../ranking/find-answers.ts';
import { startPace } from '../rate.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Arm } from './arm.ts';
import { noMovers } from './no-movers.ts';
import type { Rankings } from './reports.ts';
import { keepRankings, reportOf, valuesOf } from './reports.ts';
import { answerSearch } from './search-answer.ts';

const WINDOW = 500;
/** Top ranks that are told by language, as in `rankQueries`. */
const DEPTH = 100;

interface RunIndex {
  readonly shard: Shard;
  readonly shardHash: string;
  /** Rows of the shard's passages by query, from first to last; `null` where the run says nothing of the query. */
  readonly rankings: readonly (readonly number[] | null)[];
  readonly scores: readonly (ReadonlyMap<number, number> | null)[];
  readonly noResults: Uint8Array;
  readonly tables: Rankings;
}

/**
 * A ranking of another system as an arm. Of each query the passages of the shard count, in trec_eval's order; what
 * the run says of other passages is passed over. A judged query that the run lacks has no results and counts as 0.
 * @throws CrosslensError `corpus-invalid` for a text that holds no run
 */
export function createRunArm(name: string, text: string): Arm {
  const { run } = parseRun(text, 0);
  if (run.queries.size === 0) throw new CrosslensError('corpus-invalid', `${name} holds no line of a run.`);
  let index: RunIndex | null = null;
  const need = (): RunIndex => {
    if (index === null) throw new CrosslensError('not-ready', 'Nothing is indexed yet.');
    return index;
  };
  const ranked = (): Promise<RankTable> => {
    const current = need();
    return current.tables(null, () => Promise.resolve(tableOf(current)));
  };

  return {
    async index(shard, shardHash, { signal, onProgress }) {
      const started = performance.now();
      if (index?.shardHash !== shardHash) index = null;
      index ??= await match(run, shard, shardHash, signal, onProgress);
      if (index.noResults.every((flag) => flag === 1) && shard.queries.length > 0) {
        index = null;
        throw new CrosslensError(
          'corpus-invalid',
          `${name} ranks none of the shard's queries. Their ids must be those of the corpus, such as ${shard.queries[0]?.id ?? ''}.`,
        );
      }
      return {
        passages: shard.passages.length,
        queries: shard.queries.length,
        generated: 0,
        seconds: (performance.now() - started) / 1000,
      };
    },

    search: (input) => Promise.resolve(answer(name, need(), input)),

    async evaluate(input) {
      const { shard, noResults } = need();
      const keep = unseenQueries(shard, input.trainedOn ?? []);
      const missing = noResults.reduce((sum, flag, row) => sum + flag * (keep[row] ?? 0), 0);
      return reportOf(shard, await ranked(), input, { fused: null, noResults: missing });
    },

    async values(input) {
      const { shard, noResults } = need();
      return valuesOf(shard, await ranked(), input, noResults);
    },

    answers(input, options) {
      const { shard, rankings } = need();
      const topOf = (query: number, depth: number, allowed: Uint8Array | null): readonly number[] =>
        (rankings[query] ?? []).filter((row) => allowed === null || allowed[row] === 1).slice(0, depth);
      return findAnswers(shard, topOf, input, options);
    },

    exportRun(input) {
      const { shard, rankings, scores } = need();
      let lines = 0;
      const unseen = unseenQueries(shard, input.trainedOn ?? []);
      const parts = shard.queries.flatMap((query, q) => {
        if (unseen[q] !== 1) return [];
        const best = rankings[q]?.slice(0, input.depth) ?? [];
        lines += best.length;
        const passages = best.map((row) => ({
          docno: shard.passages[row]?.id ?? '',
          score: scores[q]?.get(row) ?? 0,
        }));
        return formatRunLines(query.id, passages, input.tag);
      });
      return Promise.resolve({ run: new Blob(parts, { type: 'text/plain' }), queries: parts.length, lines });
    },

    movers: () => noMovers(name),
    dispose: () => Promise.resolve(),
  };
}

async function match(
  run: Run,
  shard: Shard,
  shardHash: string,
  signal: AbortSignal | undefined,
  onProgress: Parameters<Arm['index']>[2]['onProgress'],
): Promise<RunIndex> {
  const rowOf = new Map(shard.passages.map(({ id }, row) => [id, row]));
  const pace = startPace(shard.queries.length);
  const rankings: (number[] | null)[] = [];
  const scores: (Map<number, number> | null)[] = [];
  for (const { id } of shard.queries) {
    const list = run.queries.get(id);
    if (list === undefined) {
      rankings.push(null);
      scores.push(null);
    } else {
      rankings.push(orderOf(list, 'trec_eval-10').flatMap((docno) => rowOf.get(docno) ?? []));
      scores.push(
        new Map(
          list.docnos.flatMap((docno, i): [number, number][] => {
            const row = rowOf.get(docno);
            return row === undefined ? [] : [[row, list.scores[i] ?? 0]];
          }),
        ),
      );
    }
    if (rankings.length % WINDOW !== 0) continue;
    onProgress?.(pace(rankings.length));
    await yieldToEvents();
    throwIfAborted(signal);
  }
  return {
    shard,
    shardHash,
    rankings,
    scores,
    noResults: Uint8Array.from(rankings, (ranking) => (ranking === null ? 1 : 0)),
    tables: keepRankings(),
  };
}

/** Ranks are those among the passages of the shard, in the whole of it and within each language. */
function tableOf({ shard, rankings, scores }: RunIndex): RankTable {
  const pool = poolLanguages(shard);
  const table = emptyTable(shard, pool, DEPTH);
  shard.queries.forEach(({ relevantRows }, query) => {
    const ranking = rankings[query] ?? [];
    const places = new Map(ranking.map((row, place) => [row, place + 1]));
    const withinLanguage = new Map<number, number>();
    const passed = new Map<number, number>();
    for (const [place, row] of ranking.entries()) {
      const language = pool.ofPassage[row] ?? NOTHING;
      const rank = (passed.get(language) ?? 0) + 1;
      passed.set(language, rank);
      withinLanguage.set(row, rank);
      if (place < DEPTH) table.topLanguages[query * DEPTH + place] = language;
    }
    relevantRows.forEach((row, position) => {
      const entry = (table.offsets[query] ?? 0) + position;
      table.rankInPool[entry] = places.get(row) ?? 0;
      table.rankInLanguage[entry] = withinLanguage.get(row) ?? 0;
      const place = places.get(row);
      if (place === undefined) return;
      const language = pool.ofPassage[row];
      const tied = (step: 1 | -1): number[] => tiedRows(ranking, scores[query], place - 1, step);
      const own = (rows: number[]): number =>
        rows.filter((other) => pool.ofPassage[other] === language).length;
      const [before, after] = [tied(-1), tied(1)];
      table.tiesInPool.set([before.length, after.length], 2 * entry);
      table.tiesInLanguage.set([own(before), own(after)], 2 * entry);
    });
  });
  return table;
}

/** Rows of the same score beside a place of a ranking (from 0), on one side of it: equal scores stand together. */
function tiedRows(
  ranking: readonly number[],
  scores: ReadonlyMap<number, number> | null | undefined,
  place: number,
  step: 1 | -1,
): number[] {
  const scoreAt = (at: number): number | undefined => scores?.get(ranking[at] ?? -1);
  const rows: number[] = [];
  for (let at = place + step; at in ranking && scoreAt(at) === scoreAt(place); at += step) {
    rows.push(ranking[at] ?? 0);
  }
  return rows;
}

/** A run answers the queries that it was made for and no others. */
function answer(name: string, { shard, rankings, scores }: RunIndex, input: SearchInput): SearchOutput {
  const started = performance.now();
  const query = shard.queries.findIndex(({ id }) => id === input.queryId);
  const asked = shard.queries[query];
  if (asked?.text !== input.text) {
    throw new CrosslensError(
      'unanswerable',
      `${name} is a run: it holds rankings of the corpus's own queries and cannot answer another.`,
    );
  }
  const ranking = rankings[query] ?? [];
  // Scores by place, so that equal scores of the file stay in its order; shown scores are the file's.
  const places = new Float32Array(shard.passages.length).fill(-1);
  ranking.forEach((row, place) => {
    places[row] = ranking.length - place;
  });
  const available = new Uint8Array(shard.passages.length).fill(1);
  const output = answerSearch(shard, places, input, {
    available,
    minimumScore: 0,
    started,
    encoded: started,
  });
  const rowOf = new Map<Passage, number>(shard.passages.map((passage, row) => [passage, row]));
  return {
    ...output,
    hits: output.hits.map((hit) => ({
      ...hit,
      score: scores[query]?.get(rowOf.get(hit.passage) ?? -1) ?? hit.score,
    })),
  };
}
