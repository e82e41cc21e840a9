import { languagesFromPath } from '../domain/corpus/language-from-file-name.ts';
import type { FilePlan, ReadPlan } from '../domain/corpus/read-plan.ts';
import type { ReadReport } from '../domain/corpus/types.ts';
import { createLanguageDetector } from '../engine/corpus/detect-language.ts';
import { planOf } from '../engine/corpus/plan-files.ts';
import { recogniseSources } from '../engine/corpus/plan-sources.ts';
import type { ReadFiles } from '../engine/corpus/read-files.ts';
import { readCorpus } from '../engine/corpus/read-files.ts';
import type { SourceFile } from '../engine/corpus/source-file.ts';
import type { Arguments } from './arguments.ts';
import { intakeOf, planChanges } from './corpus-flags.ts';
import type { ProgressLine } from './progress.ts';

const STEPS = { count: 'counting', read: 'reading', fetch: 'fetching', keep: 'keeping' } as const;

/** Plans of the files as they are recognised and the flags change them. A file that is refused has none. */
export async function planFiles(args: Arguments, files: readonly SourceFile[]): Promise<ReadPlan> {
  const changed = planChanges(args);
  const intake = intakeOf(args);
  const found = await recogniseSources(files);
  const plans = new Map<string, FilePlan>();
  for (const [f, file] of files.entries()) {
    const recognised = found[f];
    if (recognised === undefined || 'refusal' in recognised) continue;
    plans.set(file.name, changed(file, planOf(recognised.detected, recognised.sample)));
  }
  return { files: Object.fromEntries(plans), without: [], intake };
}

/** Reads files as the flags say. */
export async function readByFlags(
  name: string,
  args: Arguments,
  files: readonly SourceFile[],
  progress: ProgressLine,
): Promise<ReadFiles> {
  const sources = apart(files);
  const plan = await planFiles(args, sources);
  const detect = wantsDetector(plan) ? await createLanguageDetector() : null;
  return readCorpus(name, sources, {
    plan,
    ...(detect === null ? {} : { detect }),
    onProgress({ step, file, loaded, total, perSecond }) {
      // A short file is read before a line about it could be.
      if (loaded > 0 && total !== null && loaded < total)
        progress.show(`${STEPS[step]} ${file}, bytes`, {
          done: loaded,
          total,
          perSecond,
          secondsLeft: perSecond > 0 ? (total - loaded) / perSecond : 0,
        });
    },
  });
}

/** Two files of one name, from two folders, are told apart by a number. */
function apart(files: readonly SourceFile[]): readonly SourceFile[] {
  const taken = new Map<string, number>();
  return files.map((file) => {
    const before = taken.get(file.name) ?? 0;
    taken.set(file.name, before + 1);
    return before === 0 ? file : { ...file, name: `${String(before + 1)}/${file.name}` };
  });
}

/** The detector is loaded where languages are detected, and for SQuAD's files whose name has none. */
function wantsDetector({ files }: ReadPlan): boolean {
  return Object.entries(files).some(
    ([name, { format, language }]) =>
      language.mode === 'detect' ||
      (format === 'xquad' && language.mode === 'given' && languagesFromPath(name) === null),
  );
}

/** What was left out, row by row, and what is worth knowing. */
export function sayReport(report: ReadReport, progress: ProgressLine): void {
  for (const file of report.files) {
    for (const note of file.notes) progress.say(`${file.file}: ${note}`);
  }
  for (const row of [...report.files.flatMap((file) => file.skipped), ...report.skipped]) {
    progress.say(`left out: ${row.file}${row.where === '' ? '' : `, ${row.where}`}: ${row.reason}`);
  }
}
