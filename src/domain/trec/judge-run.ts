import type { Convention } from '../metrics/ranks-run.ts';
import type { JudgedList } from '../metrics/ranks.ts';
import { orderOf } from './order.ts';
import type { RunList } from './types.ts';

/**
 * Puts what a query retrieved beside its judgements.
 * @param list `null` for a query without results
 * @param level the lowest that counts as relevant (trec_eval's -l), at least 1
 * @param depth passages after this rank are cut off, once ordered (trec_eval's -M)
 */
export function judgeRun(
  list: RunList | null,
  levels: ReadonlyMap<string, number>,
  options: { readonly convention: Convention; readonly level: number; readonly depth: number },
): JudgedList {
  const ordered = list === null ? [] : orderOf(list, options.convention);
  const retrieved = Math.min(ordered.length, options.depth);
  const ranks: number[] = [];
  const gainRanks: number[] = [];
  const gains: number[] = [];
  const nonRelevantRanks: number[] = [];
  const poolRanks: number[] = [];
  for (let rank = 1; rank <= retrieved; rank += 1) {
    const level = levels.get(ordered[rank - 1] ?? '');
    if (level === undefined) continue;
    if (level < 0) poolRanks.push(rank);
    else if (level < options.level) nonRelevantRanks.push(rank);
    else ranks.push(rank);
    if (level > 0) {
      gainRanks.push(rank);
      gains.push(level);
    }
  }
  const judged = [...levels.values()].filter((level) => level >= 0);
  const relevant = judged.filter((level) => level >= options.level).length;
  const run = {
    retrieved,
    gainRanks,
    gains,
    idealGains: judged.filter((level) => level > 0).sort((a, b) => b - a),
    nonRelevantRanks,
    nonRelevant: judged.length - relevant,
    poolRanks,
  };
  return { ranks, relevant, run };
}
