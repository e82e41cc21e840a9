import type { KeptCounts } from '../../domain/corpus/merge-files.ts';
import { languagesOf } from '../../domain/corpus/parsed-file.ts';
import type { FileReport } from '../../domain/corpus/types.ts';
import type { FileOutcome } from './corpus-file.ts';

export const NOTHING_KEPT: KeptCounts = { passages: 0, queries: 0, generated: 0 };

/** What the report says of one file. */
export function reportOf(outcome: FileOutcome, bytes: number, kept: KeptCounts): FileReport {
  const { file } = outcome;
  if (!('format' in outcome)) {
    const skipped = [{ file, where: '', reason: outcome.refusal }];
    return { file, format: null, bytes, ...NOTHING_KEPT, lines: 0, languages: [], skipped, notes: [] };
  }
  const { format, skipped, notes } = outcome;
  return {
    file,
    format,
    bytes,
    ...kept,
    lines: outcome.run?.lines ?? outcome.judgements?.length ?? 0,
    languages: languagesOf(outcome),
    skipped,
    notes,
  };
}
