import type { LeftOut } from '../../domain/corpus/merge-files.ts';
import { mergeFiles } from '../../domain/corpus/merge-files.ts';
import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';
import { listSkipped } from '../../domain/corpus/parsed-file.ts';
import type { Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../../domain/corpus/read-plan.ts';
import type { Corpus, LanguageCode, Passage, ReadReport, SkippedRow } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import type { ReadProgress } from '../../protocol/corpus.ts';
import { collectFiles } from './collect-files.ts';
import type { FileOutcome } from './corpus-file.ts';
import { countFiles } from './count-files.ts';
import { createNeighbours } from './parallel-neighbours.ts';
import { planSources } from './plan-sources.ts';
import type { ReadJob } from './read-job.ts';
import { NOTHING_KEPT, reportOf } from './report-file.ts';
import { createSkippedLog } from './skipped-log.ts';
import type { SourceFile } from './source-file.ts';

export interface ReadOptions {
  /** `null`: every file as it is recognised, and all of it. */
  readonly plan?: ReadPlan | null;
  /** Files that are open: files without passages are read as an addition to them. */
  readonly open?: readonly ParsedFile[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Of texts whose language nothing tells; without it they stay `und`. */
  readonly detect?: (text: string) => LanguageCode;
}

export interface ReadFiles {
  /** `null` when no passage could be read and there is nothing to add to. */
  readonly corpus: Corpus | null;
  /** The files hold no passages, and were added to those that were open. */
  readonly joined: boolean;
  readonly parsed: readonly ParsedFile[];
  readonly report: ReadReport;
  /** Every row that was left out, those that the report does not list included: JSON Lines. */
  readonly skippedLog: { readonly count: number; readonly blob: Blob };
  /** Passages that the files hold, and those that the plan's intake took in. */
  readonly intake: { readonly seen: number; readonly kept: number };
}

/**
 * Reads a corpus from files, in the order of their names, so that the order in which a dialog lists them changes
 * nothing. Where the plan takes in a part of the passages, files are read twice: first for counts, queries and
 * judgements, then for the passages that are drawn, so that memory holds those and no others. Input that is wrong in
 * any way is told in the report: only cancelling throws.
 */
export async function readCorpus(
  name: string,
  files: readonly SourceFile[],
  options: ReadOptions = {},
): Promise<ReadFiles> {
  const { plan = null, open = [], signal, onProgress, detect } = options;
  const without = new Set(plan?.without);
  const sources = [...files].filter((file) => !without.has(file.name)).sort(byName);
  const intake = plan?.intake ?? EVERYTHING;
  const plans = await planSources(sources, plan?.files ?? {}, signal);
  const log = createSkippedLog();
  const parallel = sources.filter((_, f) => {
    const file = plans[f];
    return file !== undefined && 'format' in file && file.format === 'parallel-lines';
  });
  const beside = createNeighbours(parallel);
  const job: ReadJob = { sources, plans, beside, detect, signal, onProgress, log };

  const { outcomes, seen, leftOut } = await collectByIntake(job, intake);
  const parsed = outcomes.flatMap((outcome) => ('format' in outcome ? [outcome] : []));
  const joined =
    open.length > 0 && parsed.some(addsToOpen) && parsed.every(({ passages }) => passages.length === 0);
  const together = joined ? [...open, ...parsed] : parsed;
  const merged = mergeFiles(name, together, leftOut);
  const across = joined ? ofFiles(merged.skipped, parsed) : merged.skipped;
  for (const row of across) log.add(row);
  const report = {
    files: outcomes.map((outcome, f) => {
      const at = 'format' in outcome ? together.indexOf(outcome) : -1;
      const told = reportOf(outcome, sources[f]?.size ?? 0, merged.kept[at] ?? NOTHING_KEPT);
      return { ...told, notes: [...told.notes, ...(merged.notes[at] ?? [])] };
    }),
    skipped: listSkipped('', across),
  };
  const corpus = merged.corpus.passages.length === 0 ? null : merged.corpus;
  const kept = parsed.reduce((sum, { passages }) => sum + passages.length, 0);
  const skippedLog = { count: log.count, blob: log.blob() };
  return { corpus, joined, parsed: together, report, skippedLog, intake: { seen, kept } };
}

/** In one pass where everything is taken in, in two where a part is. */
async function collectByIntake(
  job: ReadJob,
  { passages, keepRelevant }: Intake,
): Promise<{
  readonly outcomes: readonly FileOutcome[];
  readonly seen: number;
  readonly leftOut?: LeftOut;
}> {
  if (passages.mode === 'all') return collectFiles(job, () => true);
  // Telling languages apart is slow, and matters here only to a draw by language.
  const byLanguage = passages.mode === 'sample' && passages.perLanguage;
  const languageOf = ({ lang, text }: Passage): LanguageCode =>
    byLanguage && lang === UNDETERMINED ? (job.detect?.(text) ?? lang) : lang;
  const { census, judged, named, refused } = await countFiles(job, languageOf);
  const drawn = census.draw(passages);
  const relevant = judged.relevant();
  const leftOut = { ids: new Set<string>(), groups: new Set<string>() };
  const collected = await collectFiles({ ...job, refused }, (passage) => {
    const { group } = passage;
    const lang = languageOf(passage);
    // Asked of every passage: the numbering goes on with each.
    const isDrawn = drawn(group === undefined ? { lang } : { lang, group });
    if (isDrawn || (keepRelevant && relevant.has(passage.id))) return true;
    if (relevant.has(passage.id) || named.ids.has(passage.id)) leftOut.ids.add(passage.id);
    if (group !== undefined && named.groups.has(group)) leftOut.groups.add(group);
    return false;
  });
  return { ...collected, leftOut };
}

function addsToOpen({ queries, generated, judgements = [] }: ParsedFile): boolean {
  return queries.length > 0 || generated.length > 0 || judgements.length > 0;
}

/** What was wrong with the files that were open was told when they were opened. */
function ofFiles(skipped: readonly SkippedRow[], files: readonly ParsedFile[]): SkippedRow[] {
  const names = new Set(files.map(({ file }) => file));
  return skipped.filter(({ file }) => names.has(file));
}

function byName(a: SourceFile, b: SourceFile): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
