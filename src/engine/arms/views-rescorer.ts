import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { Bm25Index } from '../../domain/index/bm25.ts';
import { createBm25 } from '../../domain/index/bm25.ts';
import type { TokenRows } from '../../domain/vectors/late-interaction.ts';
import type { TopSelector } from '../../domain/vectors/top-k.ts';
import { createTopSelector } from '../../domain/vectors/top-k.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { Scoring } from '../../protocol/lab-arm.ts';
import type { Encoder } from '../encoder/encoder.ts';
import type { LateIndex } from '../late/late-index.ts';
import { createLateIndex, lateWork } from '../late/late-index.ts';
import { tieOrderOf } from '../ranking/tie-order.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Rescorer } from './rescorer.ts';
import { sameTexts } from './same-texts.ts';

export type ViewsScoring = Omit<Extract<Scoring, { kind: 'views' }>, 'kind'>;

/** Token vectors of XQuAD-R's 13,014 passages and 13,090 questions take 608 MB at 704 dimensions. */
const MAXIMUM_BYTES = 768e6;
/** Passages that are added to BM25 between two yields. */
const WINDOW = 200;

interface ViewsIndex {
  readonly shard: Shard;
  readonly tieOrder: Uint32Array;
  readonly bm25: Bm25Index | null;
  readonly late: LateIndex | null;
  readonly selector: TopSelector;
  /** Lexical scores of one query. [passages] */
  readonly lexical: Float32Array;
}

/**
 * Several views of one text (M3-Embedding): dense · inner product + lexical · BM25 + late · late interaction.
 *
 * - BM25 is divided by the query's best score in the shard, so that it lies in 0–1; a query without a known word has 0.
 * - Late interaction (`lateInteraction`) is computed for the `depth` best by the other two terms. All other passages
 *   count as if theirs were −1, the least there is: they stay below, in the order that the other two terms give, and
 *   every passage has a rank.
 * - Where only late interaction has a weight, inner products choose the passages it looks at, and order the others.
 * - Where only the inner product has a weight, scores stay as they are.
 *
 * Equal scores are told apart as everywhere, by trec_eval's order of ids.
 * @throws CrosslensError `not-possible` when all weights are 0
 */
export function createViewsRescorer(
  scoring: ViewsScoring,
  encoder: Encoder,
  options: { readonly maximumBytes?: number } = {},
): Rescorer {
  if (scoring.dense <= 0 && scoring.lexical <= 0 && scoring.late <= 0) {
    throw new CrosslensError(
      'not-possible',
      'All three weights are 0, so that every passage would score alike. Give one of them a weight.',
    );
  }
  let index: ViewsIndex | null = null;
  const release = (): void => {
    index?.late?.dispose();
    index = null;
  };
  const need = (): ViewsIndex => {
    if (index === null) throw new CrosslensError('not-ready', 'Nothing is indexed yet.');
    return index;
  };

  return {
    work: (shard) => (scoring.late > 0 ? lateWork(shard) : 0),

    async index(shard, jobOptions) {
      if (index === null || !sameTexts(index.shard, shard)) {
        release();
        index = {
          shard,
          tieOrder: tieOrderOf(shard),
          bm25: scoring.lexical > 0 ? createBm25() : null,
          late:
            scoring.late > 0 ? createLateIndex(shard, encoder, options.maximumBytes ?? MAXIMUM_BYTES) : null,
          selector: createTopSelector(Math.min(scoring.depth, shard.passages.length)),
          lexical: new Float32Array(shard.passages.length),
        };
      }
      try {
        await fillBm25(index, jobOptions.signal);
        await index.late?.index(jobOptions);
      } catch (error) {
        // What does not fit is not kept: the memory is wanted elsewhere.
        if (error instanceof CrosslensError && error.code === 'out-of-memory') release();
        throw error;
      }
    },

    rescore(query, scores) {
      const current = need();
      const text = current.shard.queries[query]?.text ?? '';
      mix(current, scoring, text, current.late?.query(query) ?? null, scores);
    },

    async rescoreText(text, _lang, scores) {
      const current = need();
      const tokens = current.late === null ? null : await current.late.encodeQuery(text);
      mix(current, scoring, text, tokens, scores);
    },

    dispose: release,
  };
}

async function fillBm25({ bm25, shard }: ViewsIndex, signal: AbortSignal | undefined): Promise<void> {
  while (bm25 !== null && bm25.rows < shard.passages.length) {
    throwIfAborted(signal);
    for (const passage of shard.passages.slice(bm25.rows, bm25.rows + WINDOW)) {
      bm25.add(searchedText(passage), passage.lang);
    }
    await yieldToEvents();
  }
}

/** @param scores inner products, changed in place [passages] */
function mix(
  { bm25, late, lexical, selector, tieOrder }: ViewsIndex,
  weights: ViewsScoring,
  text: string,
  tokens: TokenRows | null,
  scores: Float32Array,
): void {
  if (bm25 !== null) {
    lexical.fill(0);
    bm25.score(text, lexical);
    const best = lexical.reduce((most, score) => Math.max(most, score), 0);
    const scale = best > 0 ? weights.lexical / best : 0;
    for (let row = 0; row < scores.length; row += 1) {
      scores[row] = weights.dense * (scores[row] ?? 0) + scale * (lexical[row] ?? 0);
    }
  } else if (late !== null && weights.dense > 0) {
    for (let row = 0; row < scores.length; row += 1) scores[row] = weights.dense * (scores[row] ?? 0);
  }
  if (late === null || tokens === null) return;

  const rows = selector.select(scores, null, tieOrder, null).slice();
  const found = new Float32Array(rows.length);
  late.score(tokens, rows, found);
  const lateOnly = weights.dense <= 0 && weights.lexical <= 0;
  const inside = Float32Array.from(
    rows,
    (row, i) => (lateOnly ? 0 : (scores[row] ?? 0)) + weights.late * (found[i] ?? 0),
  );
  // Of late interaction alone, the first passage that was not looked at is the one at −1.
  const floor = weights.late + (lateOnly ? bestOutside(scores, rows) : 0);
  for (let row = 0; row < scores.length; row += 1) scores[row] = (scores[row] ?? 0) - floor;
  rows.forEach((row, i) => {
    scores[row] = inside[i] ?? 0;
  });
}

function bestOutside(scores: Float32Array, rows: Uint32Array): number {
  const isInside = new Set(rows);
  return scores.reduce((most, score, row) => (isInside.has(row) ? most : Math.max(most, score)), -Infinity);
}
