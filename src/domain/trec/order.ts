import { compareDocnos } from '../corpus/compare-docnos.ts';
import type { Convention } from '../metrics/ranks-run.ts';
import type { RunList } from './types.ts';

/**
 * The passages of a query from first to last, as trec_eval orders them: score descending, ties by passage id
 * descending, byte by byte. trec_eval 9 keeps scores in single precision, so that more of them tie.
 */
export function orderOf({ docnos, scores }: RunList, convention: Convention): readonly string[] {
  const keys = convention === 'trec_eval-9' ? scores.map(Math.fround) : scores;
  const compare = (a: number, b: number): number => {
    const left = keys[a] ?? 0;
    const right = keys[b] ?? 0;
    return left === right ? compareDocnos(docnos[b] ?? '', docnos[a] ?? '') : left < right ? 1 : -1;
  };
  const order = docnos.map((_, i) => i);
  // Most runs are in order already, and a run may have millions of lines.
  if (!order.every((i) => i === 0 || compare(i - 1, i) < 0)) order.sort(compare);
  return order.map((i) => docnos[i] ?? '');
}
