import type { Judgement } from '../corpus/types.ts';

/** What one query retrieved, in the order of the file: score and id of each passage. [retrieved] each */
export interface RunList {
  readonly docnos: readonly string[];
  readonly scores: readonly number[];
}

/** A ranking of another system. No passage comes twice in a query, and no score is NaN. */
export interface Run {
  /** The last column of the last line; `null` for a run without lines. */
  readonly tag: string | null;
  readonly queries: ReadonlyMap<string, RunList>;
}

/** Levels by passage id, by query id. A negative level: in the pool, but not judged. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A line that was left out. */
export interface LineError {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

/** What stands beside the lines that could be read. */
export interface Reading {
  /** Lines that hold something: no blank lines, no comments. */
  readonly lines: number;
  /** As many as were asked for, in the order of the file. */
  readonly errors: readonly LineError[];
  /** All of them. */
  readonly errorCount: number;
}

/** Judgements one by one, in the order of the queries. */
export function judgementsOf(qrels: Qrels): Judgement[] {
  return [...qrels].flatMap(([query, levels]) =>
    Array.from(levels, ([docno, level]) => ({ query, docno, level })),
  );
}
