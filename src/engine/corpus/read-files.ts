import { mergeFiles } from '../../domain/corpus/merge-files.ts';
import type { KeptCounts } from '../../domain/corpus/merge-files.ts';

import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';
import { languagesOf, listSkipped } from '../../domain/corpus/parsed-file.ts';
import type { Corpus, FileReport, ReadReport, SkippedRow } from '../../domain/corpus/types.ts';
import type { ReadProgress } from '../../protocol/corpus.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { CorpusFile, FileOutcome, Take, XquadReader } from './corpus-file.ts';
import { readFile } from './read-file.ts';
import { createXquadReader } from './read-xquad.ts';

export type { CorpusFile } from './corpus-file.ts';

interface ReadOptions {
  /** Files that are open: files without passages are read as an addition to them. */
  readonly open?: readonly ParsedFile[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * Reads a corpus from files, in the order of their names, so that the order in which a dialog lists them changes
 * nothing. Input that is wrong in any way is told in the report: only cancelling throws. `corpus` is `null` when no
 * passage could be read and there is nothing to add to.
 */
export async function readCorpus(
  name: string,
  files: readonly CorpusFile[],
  { open = [], signal, onProgress }: ReadOptions = {},
): Promise<{ corpus: Corpus | null; joined: boolean; parsed: readonly ParsedFile[]; report: ReadReport }> {
  const xquadReaders = new Map<string, XquadReader>();
  const outcomes: { readonly outcome: FileOutcome; readonly bytes: number }[] = [];
  for (const file of [...files].sort(byName)) {
    onProgress?.({ file: file.name, files: outcomes.length, of: files.length });
    await yieldToEvents();
    throwIfAborted(signal);
    const outcome = await readFile(file, xquadReaderFor(file.take, xquadReaders), signal);
    outcomes.push({ outcome: taken(outcome, file.take), bytes: file.size });
  }
  const parsed = outcomes.flatMap(({ outcome }) => ('format' in outcome ? [outcome] : []));
  const joined =
    open.length > 0 && parsed.some(addsToOpen) && parsed.every(({ passages }) => passages.length === 0);
  const together = joined ? [...open, ...parsed] : parsed;
  const merged = mergeFiles(name, together);
  const kept = new Map<FileOutcome, KeptCounts>(
    together.map((file, f) => [file, merged.kept[f] ?? NOTHING_KEPT]),
  );
  const report = {
    files: outcomes.map(({ outcome, bytes }) => reportOf(outcome, bytes, kept.get(outcome) ?? NOTHING_KEPT)),
    skipped: listSkipped('', joined ? ofFiles(merged.skipped, parsed) : merged.skipped),
  };
  const corpus = merged.corpus.passages.length === 0 ? null : merged.corpus;
  return { corpus, joined, parsed: together, report };
}

function addsToOpen({ queries, generated, judgements = [] }: ParsedFile): boolean {
  return queries.length > 0 || generated.length > 0 || judgements.length > 0;
}

/** What was wrong with the files that were open was told when they were opened. */
function ofFiles(skipped: readonly SkippedRow[], files: readonly ParsedFile[]): SkippedRow[] {
  const names = new Set(files.map(({ file }) => file));
  return skipped.filter(({ file }) => names.has(file));
}

const NOTHING_KEPT: KeptCounts = { passages: 0, queries: 0, generated: 0 };

/** Queries taken from one file name passages taken from another by the same numbers, so each kind counts by itself. */
function xquadReaderFor(take: Take | undefined, readers: Map<string, XquadReader>): XquadReader {
  const kind = take === undefined ? 'all' : JSON.stringify([take.passages, take.queries, take.generated]);
  const reader = readers.get(kind) ?? createXquadReader();
  readers.set(kind, reader);
  return reader;
}

function taken(outcome: FileOutcome, take: Take | undefined): FileOutcome {
  if (take === undefined || !('format' in outcome)) return outcome;
  return {
    ...outcome,
    passages: take.passages ? outcome.passages : [],
    queries: take.queries ? outcome.queries : [],
    generated: take.generated ? outcome.generated : [],
  };
}

function reportOf(outcome: FileOutcome, bytes: number, kept: KeptCounts): FileReport {
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
    skipped: listSkipped(file, skipped),
    notes,
  };
}

function byName(a: CorpusFile, b: CorpusFile): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
