import type { Placement } from './session/session-state.ts';

export interface IndexingEstimate {
  /** `null` where the speed of the device was not measured. */
  readonly seconds: number | null;
  /** Of the vectors, in memory. */
  readonly bytes: number;
}

const BYTES_PER_NUMBER = 4;

/**
 * What indexing costs, from the speed that was measured when the encoder was opened. A text is charged by its
 * characters; the check's texts are short, so that long passages, which cost attention more, take somewhat longer.
 * @param of texts that are encoded (passages and queries) and their UTF-16 units
 */
export function estimateIndexing(
  of: { readonly texts: number; readonly characters: number },
  placement: Pick<Placement, 'device' | 'charactersPerSecond'> | null,
  dimensions: number,
): IndexingEstimate {
  const rate = placement?.charactersPerSecond[placement.device] ?? null;
  return {
    seconds: rate === null || !(rate > 0) ? null : of.characters / rate,
    bytes: of.texts * dimensions * BYTES_PER_NUMBER,
  };
}
