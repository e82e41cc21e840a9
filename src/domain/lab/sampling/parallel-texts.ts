import type { LanguageCode } from '../../corpus/types.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import type { TextSide } from './pair-batch.ts';
import type { RowsByLanguage } from './units.ts';
import { findUnits } from './units.ts';

/**
 * Texts of the training half that say the same in two languages at least, by language. Queries are parallel when they
 * share a group, and so are passages. Where no passage has a group (XQuAD-R), passages are parallel that are relevant
 * to the same question: its gold sentences. Questions with the same ones count once.
 * @param languages training languages; empty: all
 * @throws CannotRun where fewer than two groups of parallel texts are left
 */
export function findParallelTexts(
  data: LabData,
  on: TextSide,
  languages: readonly LanguageCode[],
): RowsByLanguage[] {
  const found = (
    on === 'queries' ? groupedQueries(data, languages) : parallelPassages(data, languages)
  ).filter((texts) => texts.size > 1);
  if (found.length < 2) {
    const [what, other] = on === 'queries' ? ['questions', 'passages'] : ['passages', 'queries'];
    throw new CannotRun(
      `Alignment needs ${what} that say the same in two of the training languages, and the training half has ` +
        `${found.length === 0 ? 'none' : 'only one group of them'}. Align on ${other}, choose more languages, or ` +
        'train hybrid batches without alignment.',
    );
  }
  return found;
}

function groupedQueries({ shard, split }: LabData, languages: readonly LanguageCode[]): RowsByLanguage[] {
  return byGroup(shard.queries, split.trainingQueries, languages);
}

function parallelPassages(data: LabData, languages: readonly LanguageCode[]): RowsByLanguage[] {
  const { shard, split } = data;
  if (shard.passages.some(({ group }) => group !== undefined)) {
    return byGroup(shard.passages, split.trainingPassages, languages);
  }
  const sets = new Map<string, RowsByLanguage>();
  for (const { passages } of findUnits(data, languages)) {
    sets.set([...passages.values()].flat().join(' '), passages);
  }
  return [...sets.values()];
}

function byGroup(
  texts: readonly { readonly lang: LanguageCode; readonly group?: string }[],
  training: Uint8Array,
  languages: readonly LanguageCode[],
): RowsByLanguage[] {
  const wanted = new Set(languages);
  const groups = new Map<string, Map<LanguageCode, number[]>>();
  texts.forEach(({ lang, group }, row) => {
    if (group === undefined || training[row] !== 1 || (wanted.size > 0 && !wanted.has(lang))) return;
    const rows = groups.get(group) ?? new Map<LanguageCode, number[]>();
    groups.set(group, rows);
    rows.set(lang, [...(rows.get(lang) ?? []), row]);
  });
  return [...groups.values()];
}
