import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { ReadProgress } from '../../protocol/corpus.ts';
import type { FormatReader } from './formats/format-reader.ts';
import { createReaders } from './formats/formats.ts';
import type { SkippedLog } from './skipped-log.ts';
import type { SourceFile } from './source-file.ts';

/** Files that are read together, in one pass or two. */
export interface ReadJob {
  readonly sources: readonly SourceFile[];
  /** How each is read, or why it is not. [sources] */
  readonly plans: readonly (FilePlan | { readonly refusal: string })[];
  /** Files that are read as parallel to one. */
  readonly beside: (source: SourceFile) => readonly SourceFile[];
  readonly detect: ((text: string) => LanguageCode) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: ReadProgress) => void) | undefined;
  readonly log: SkippedLog;
  /** Files that a first pass gave up. */
  readonly refused?: ReadonlyMap<string, string>;
}

/** Queries taken from one file name passages taken from another by the same numbers, so each kind counts by itself. */
export function readersByTake(
  detect: ((text: string) => LanguageCode) | undefined,
): (source: SourceFile) => readonly FormatReader[] {
  const readers = new Map<string, readonly FormatReader[]>();
  return ({ take }) => {
    const kind = take === undefined ? 'all' : JSON.stringify([take.passages, take.queries, take.generated]);
    const known = readers.get(kind) ?? createReaders(detect ?? null);
    readers.set(kind, known);
    return known;
  };
}
