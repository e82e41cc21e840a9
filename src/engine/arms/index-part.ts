import type { Side } from '../../domain/adapter/adapter.ts';
import type { ShardText } from './shard-encoder.ts';

/** A part of the shard that is encoded, and how far that has come. Rows are done in `order`. */
export interface IndexPart {
  readonly name: 'passages' | 'queries' | 'generated queries';
  readonly texts: readonly ShardText[];
  readonly side: Side;
  /** The first `done` of it are done; what comes after them may still change places. */
  order: readonly number[];
  readonly store: (row: number, vector: Float32Array) => void;
  /** What `store` was given. */
  readonly load: (row: number) => Float32Array;
  done: number;
}

/**
 * Counts rows as done whose vectors were stored without encoding. @returns how many of them were not done before
 */
export function markDone(part: IndexPart, rows: ReadonlySet<number>): number {
  const rest = part.order.slice(part.done);
  const taken = rest.filter((row) => rows.has(row));
  if (taken.length === 0) return 0;
  part.order = [...part.order.slice(0, part.done), ...taken, ...rest.filter((row) => !rows.has(row))];
  part.done += taken.length;
  return taken.length;
}
