import type { LanguageCode } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';
import { drawDistinct, drawOne } from './draw.ts';
import { createCrossPairs } from './language-pairs.ts';
import type { DrawnPair, PairSampler, TextSide } from './pair-batch.ts';
import { pairBatch } from './pair-batch.ts';
import { findParallelTexts } from './parallel-texts.ts';
import { stepRandom } from './step-random.ts';
import { countRows } from './units.ts';

export interface AlignmentChoice {
  readonly on: TextSide;
  /** Training languages; empty: all. */
  readonly languages: readonly LanguageCode[];
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Batches of parallel texts: each pair is one text in two different languages, drawn uniformly over the ordered pairs
 * of languages that the text has. Texts of a batch are different ones; where there are fewer than `batchSize`, it is
 * smaller. An epoch is as many pairs as there are texts in all languages.
 * @throws CannotRun, see `findParallelTexts`
 */
export function createAlignmentSampler(data: LabData, choice: AlignmentChoice): PairSampler {
  const { on, languages, batchSize, seed } = choice;
  const texts = findParallelTexts(data, on, languages);
  const crossPairs = createCrossPairs();
  const pairs = texts.reduce((sum, rows) => sum + countRows(rows), 0);

  return {
    pairs,
    stepsPerEpoch: Math.ceil(pairs / batchSize),
    batch(step) {
      const random = stepRandom(seed, 'alignment', step);
      const drawn = drawDistinct(texts, batchSize, random).flatMap((rows): DrawnPair[] => {
        const [from = '', to = ''] = drawOne(crossPairs(rows, rows), random) ?? [];
        const left = drawOne(rows.get(from) ?? [], random);
        const right = drawOne(rows.get(to) ?? [], random);
        if (left === undefined || right === undefined) return [];
        return [{ left, right, positives: [...rows.values()].flat() }];
      });
      return pairBatch({ left: on, right: on }, drawn);
    },
  };
}
