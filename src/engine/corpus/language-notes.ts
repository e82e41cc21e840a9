import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';
import { countOf, formatCount } from '../../domain/corpus/parsed-file.ts';
import type { ReadPlan } from '../../domain/corpus/read-plan.ts';
import type { LanguageCode, ReadReport } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';

/** What the reader says, without counts. */
const DETECTED_NOTE = 'Languages were detected text by text.';

/** Languages of a file that are counted in its note; the others are summed up. */
const NAMED = 8;

/**
 * Adds to the report how many texts of each language a file has, where languages were detected; and how many have none
 * that could be told, wherever there are such.
 */
export function withLanguageNotes(
  report: ReadReport,
  parsed: readonly ParsedFile[],
  plan: ReadPlan | null,
): ReadReport {
  const byFile = new Map(parsed.map((file) => [file.file, file]));
  return {
    ...report,
    files: report.files.map((told) => {
      const file = byFile.get(told.file);
      if (file === undefined) return told;
      const counts = countLanguages(file);
      const unknown = counts.get(UNDETERMINED) ?? 0;
      counts.delete(UNDETERMINED);
      const detected = plan?.files[told.file]?.language.mode === 'detect' && counts.size > 0;
      const notes = [
        ...told.notes.filter((note) => !detected || note !== DETECTED_NOTE),
        ...(detected ? [`Languages were detected text by text: ${inWords(counts)}.`] : []),
        ...(unknown === 0
          ? []
          : [`The language of ${countOf(unknown, 'text', 'texts')} could not be told: ${UNDETERMINED}.`]),
      ];
      return { ...told, notes };
    }),
  };
}

function countLanguages({ passages, queries }: ParsedFile): Map<LanguageCode, number> {
  const counts = new Map<LanguageCode, number>();
  for (const { record } of passages) counts.set(record.lang, (counts.get(record.lang) ?? 0) + 1);
  for (const { record } of queries) counts.set(record.lang, (counts.get(record.lang) ?? 0) + 1);
  return counts;
}

/** `1,204 English, 380 Swahili and 12 in 3 other languages` */
function inWords(counts: ReadonlyMap<LanguageCode, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const named = sorted.slice(0, NAMED).map(([lang, n]) => `${formatCount(n)} ${languageInfo(lang).name}`);
  const others = sorted.slice(NAMED);
  if (others.length === 0) return named.join(', ');
  const rest = others.reduce((sum, [, n]) => sum + n, 0);
  return `${named.join(', ')} and ${formatCount(rest)} in ${countOf(others.length, 'other language', 'other languages')}`;
}
