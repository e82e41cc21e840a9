import { valueOf } from '../metrics/measure-value.ts';
import type { Measure } from '../metrics/measure.ts';
import type { Convention } from '../metrics/ranks-run.ts';
import { judgeRun } from './judge-run.ts';
import type { Qrels, Run } from './types.ts';

export interface EvaluationOptions {
  readonly convention: Convention;
  /**
   * trec_eval's -c: a judged query without results counts as 0. Without it such queries are left out, as 9.x does;
   * trec_eval 10 refuses the run (exit status 4), so with that convention look at `noResults` first.
   */
  readonly complete: boolean;
  /** Lowest level that counts as relevant (-l). */
  readonly level?: number;
  /** Only so many passages of each query count (-M). */
  readonly depth?: number;
}

/** One measure over the queries of a run. */
export interface MeasureResult {
  /** Mean, sum or geometric mean, see `Measure.average`; `null` over no queries, and for what a run cannot give (RD, Rhalf). */
  readonly all: number | null;
  /** Queries behind `all`. */
  readonly n: number;
  /** In the order of the qrels. 0, not `null`, for a query with nothing relevant: trec_eval counts it so. */
  readonly perQuery: ReadonlyMap<string, number | null>;
}

export interface Evaluation {
  /** By canonical name, in the order of the measures. */
  readonly results: ReadonlyMap<string, MeasureResult>;
  /** Judged queries that the run does not have: 0 with `complete`, else left out. */
  readonly noResults: readonly string[];
  /** Evaluated queries with nothing relevant at this level; they count as 0. */
  readonly noRelevant: readonly string[];
  /** Queries of the run that no one judged; they count for nothing. */
  readonly notJudged: readonly string[];
}

/** trec_eval's MIN_GEO_MEAN. */
const LEAST = 0.00001;

/** Evaluates a run as trec_eval does. Unjudged passages are not relevant. */
export function evaluateRun(
  run: Run,
  qrels: Qrels,
  measures: readonly Measure[],
  { convention, complete, level = 1, depth = Infinity }: EvaluationOptions,
): Evaluation {
  const perQuery = measures.map(() => new Map<string, number | null>());
  const noResults: string[] = [];
  const noRelevant: string[] = [];
  for (const [query, levels] of qrels) {
    const list = run.queries.get(query) ?? null;
    if (list === null) {
      noResults.push(query);
      if (!complete) continue;
    }
    const judged = judgeRun(list, levels, { convention, level, depth });
    if (judged.relevant === 0) noRelevant.push(query);
    measures.forEach((measure, i) => {
      const ofPool = measure.family === 'RD' || measure.family === 'Rhalf';
      const value = ofPool ? null : (valueOf(measure, judged, convention) ?? 0);
      perQuery[i]?.set(query, value);
    });
  }
  const results = new Map(
    measures.map((measure, i) => [measure.canonical, resultOf(measure, perQuery[i] ?? new Map())]),
  );
  const notJudged = [...run.queries.keys()].filter((query) => !qrels.has(query));
  return { results, noResults, noRelevant, notJudged };
}

function resultOf(measure: Measure, perQuery: ReadonlyMap<string, number | null>): MeasureResult {
  const values = [...perQuery.values()].filter((value) => value !== null);
  const n = values.length;
  const geometric = measure.average === 'geometric';
  const sum = values.reduce(
    (total, value) => total + (geometric ? Math.log(Math.max(value, LEAST)) : value),
    0,
  );
  const all = n === 0 ? null : measure.average === 'sum' ? sum : geometric ? Math.exp(sum / n) : sum / n;
  return { all, n, perQuery };
}
