import type { Side } from '../../domain/adapter/adapter.ts';
import type { Applier } from '../../domain/adapter/apply-adapter.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';

/** Rows that are adapted between two yields to the event loop: some 30 ms for a full matrix of 384 dimensions. */
const SLICE = 1024;

export interface FrozenRows {
  readonly side: Side;
  /** [rows × d] */
  readonly vectors: Float32Array;
  readonly languages: readonly LanguageCode[];
}

/**
 * Applies an adapter slice by slice, giving way to events in between.
 * @param take is given each slice, [any × d], and the row that it starts at
 * @throws CrosslensError `aborted`; `not-possible` where a number is not finite any more
 */
export async function adaptVectors(
  applier: Applier,
  { side, vectors, languages }: FrozenRows,
  take: (firstRow: number, slice: Float32Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { dimensions } = applier.adapter;
  for (let from = 0; from < languages.length; from += SLICE) {
    throwIfAborted(signal);
    const to = Math.min(from + SLICE, languages.length);
    const rows = vectors.subarray(from * dimensions, to * dimensions);
    const slice = applier.apply(rows, side, languages.slice(from, to));
    if (!slice.every(Number.isFinite)) {
      throw new CrosslensError(
        'not-possible',
        'The adapter turns some vectors into numbers that are not finite, so nothing can be measured. Lower the learning rate and train again.',
      );
    }
    take(from, slice);
    await yieldToEvents();
  }
}
