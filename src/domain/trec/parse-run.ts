import { eachLine } from './columns.ts';
import { unescapeId } from './escape-id.ts';
import { LineErrors } from './line-errors.ts';
import type { Reading, Run, RunList } from './types.ts';

const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)$/i;

interface Growing {
  readonly docnos: string[];
  readonly scores: number[];
  /** Of each passage, until it is known to come once. */
  readonly lines: number[];
}

/**
 * Reads a TREC run: query, `Q0`, passage, rank, score, tag. The second column and the rank are ignored, as is what
 * follows the tag (as in trec_eval): only scores order a run. A line with fewer columns, a score that is no number,
 * and a passage that comes twice in a query are errors; the line is left out. trec_eval would refuse the run, so a
 * run with errors should be shown as such.
 * @param keep how many errors are kept; all are counted
 */
export function parseRun(text: string, keep = 100): { readonly run: Run } & Reading {
  const errors = new LineErrors(keep);
  const queries = new Map<string, Growing>();
  // One string for each id: a passage comes in many queries.
  const ids = new Map<string, string>();
  let tag: string | null = null;
  const lines = eachLine(text, 6, (columns, line) => {
    const [query = '', , docno = '', , score = '', name] = columns;
    if (name === undefined) {
      errors.add(
        line,
        `It has ${String(columns.length)} columns; a run has 6: query, Q0, passage, rank, score, tag.`,
      );
      return;
    }
    if (!NUMBER.test(score)) {
      errors.add(line, `The score “${score}” is not a number.`);
      return;
    }
    const list = queries.get(query) ?? { docnos: [], scores: [], lines: [] };
    if (list.docnos.length === 0) queries.set(query, list);
    const id = ids.get(docno) ?? unescapeId(docno);
    ids.set(docno, id);
    list.docnos.push(id);
    list.scores.push(numberOf(score));
    list.lines.push(line);
    tag = name;
  });
  const lists = new Map<string, RunList>();
  for (const [column, list] of queries) {
    const query = unescapeId(column);
    lists.set(query, withoutRepeats(query, list, errors));
  }
  return { run: { tag, queries: lists }, lines, errors: errors.kept, errorCount: errors.count };
}

/** C writes `inf` what JavaScript reads as `Infinity`. */
function numberOf(score: string): number {
  const value = Number(score);
  if (!Number.isNaN(value)) return value;
  return score.startsWith('-') ? -Infinity : Infinity;
}

function withoutRepeats(query: string, { docnos, scores, lines }: Growing, errors: LineErrors): RunList {
  if (new Set(docnos).size === docnos.length) return { docnos, scores };
  const first = new Map<string, number>();
  const repeats = new Set<number>();
  docnos.forEach((docno, i) => {
    const before = first.get(docno);
    if (before === undefined) first.set(docno, i);
    else {
      repeats.add(i);
      const line = String(lines[before] ?? 0);
      errors.add(lines[i] ?? 0, `Passage “${docno}” came for query “${query}” in line ${line} already.`);
    }
  });
  return {
    docnos: docnos.filter((_, i) => !repeats.has(i)),
    scores: scores.filter((_, i) => !repeats.has(i)),
  };
}
