import type { Judgement } from '../corpus/types.ts';
import { escapeId } from './escape-id.ts';

/** TREC qrels, a line for each judgement in the given order. Ids are written as `escapeId` has it. */
export function formatQrels(judgements: Iterable<Judgement>): string {
  let lines = '';
  for (const { query, docno, level } of judgements) {
    lines += `${escapeId(query)} 0 ${escapeId(docno)} ${String(level)}\n`;
  }
  return lines;
}
