import { drawDistinct } from './draw.ts';
import type { PairSampler } from './pair-batch.ts';
import { pairBatch } from './pair-batch.ts';
import { stepRandom } from './step-random.ts';

/** A query and a passage that was found for it, as rows. */
export interface LabelledPair {
  readonly query: number;
  readonly passage: number;
}

/**
 * Batches of different labelled pairs. All that a query was labelled with is left out of its negatives; judgements
 * and parallel queries are not looked at. A batch is as large as there are pairs, at most.
 */
export function createLabelledSampler(
  labels: readonly LabelledPair[],
  batchSize: number,
  seed: number,
): PairSampler {
  const positives = new Map<number, number[]>();
  for (const { query, passage } of labels) {
    const list = positives.get(query);
    if (list === undefined) positives.set(query, [passage]);
    else list.push(passage);
  }
  return {
    pairs: labels.length,
    stepsPerEpoch: Math.ceil(labels.length / batchSize),
    batch: (step) =>
      pairBatch(
        { left: 'queries', right: 'passages' },
        drawDistinct(labels, batchSize, stepRandom(seed, 'labelled', step)).map(({ query, passage }) => ({
          left: query,
          right: passage,
          positives: positives.get(query) ?? [],
        })),
      ),
  };
}
