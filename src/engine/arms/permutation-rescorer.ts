import type { Shard } from '../../domain/corpus/types.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Rescorer } from './rescorer.ts';

const QUERIES_AT_ONCE = 1000;

/**
 * Puts an order that was made elsewhere before the arm's own: the passages that are listed for a query come first, in
 * that order; the others keep their scores. A query that is not listed, and free text, stay as they are; so does what
 * is listed but not in the shard.
 * @param orders passage ids by query id, best first
 */
export function createPermutationRescorer(orders: Readonly<Record<string, readonly string[]>>): Rescorer {
  let indexed: { readonly shard: Shard; readonly listed: readonly (Uint32Array | null)[] } | null = null;
  return {
    work: () => 0,
    async index(shard, { signal }) {
      if (indexed?.shard === shard) return;
      const rowOf = new Map(shard.passages.map(({ id }, row) => [id, row]));
      const listed: (Uint32Array | null)[] = [];
      for (const { id } of shard.queries) {
        const ids = Object.hasOwn(orders, id) ? (orders[id] ?? []) : [];
        const rows = new Set(ids.flatMap((passage) => rowOf.get(passage) ?? []));
        listed.push(rows.size === 0 ? null : Uint32Array.from(rows));
        if (listed.length % QUERIES_AT_ONCE !== 0) continue;
        await yieldToEvents();
        throwIfAborted(signal);
      }
      indexed = { shard, listed };
    },
    rescore(query, scores) {
      if (indexed === null) throw new CrosslensError('not-ready', 'The order is not matched to a shard yet.');
      const rows = indexed.listed[query] ?? null;
      if (rows !== null) putFirst(rows, scores);
    },
    rescoreText: () => Promise.resolve(),
    dispose() {
      indexed = null;
    },
  };
}

/** One thousandth, rounded to a power of two: steps that show in four decimals of a cosine. */
const STEP = 2 ** -10;
/** Whole numbers up to this one are exact in single precision. */
const EXACT = 2 ** 24;

/**
 * Gives the listed rows scores above all others, in their order.
 *
 * Strictly, in single precision: new scores are multiples of one power of two, the first above the best of the others,
 * and no multiple is beyond 2²⁴ of it, so that each is exact and no two are equal. The power is 2⁻¹⁰ unless the scores
 * are so large (or the rows so many) that it has to grow. What is not listed is not touched: no tie is made or broken.
 * @param rows distinct, best first
 * @param scores finite and below 2¹²⁶, as scores of unit vectors or words are
 */
function putFirst(rows: Uint32Array, scores: Float32Array): void {
  const listed = new Set(rows);
  let best = -Infinity;
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] ?? 0;
    if (score > best && !listed.has(row)) best = score;
  }
  if (best === -Infinity) best = 0;
  let step = STEP;
  while (Math.abs(best) / step + rows.length + 1 > EXACT) step *= 2;
  const base = Math.ceil(best / step);
  rows.forEach((row, place) => {
    scores[row] = (base + rows.length - place) * step;
  });
}
