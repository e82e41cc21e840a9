import type { LanguageCode } from '../corpus/types.ts';
import type { Report, Setting } from '../metrics/figures.ts';
import { Tally } from '../metrics/tally.ts';
import type { SeenFigures } from './lab-figures.ts';

/**
 * mAP of the languages that were trained on and of the others, each a mean over query languages. Languages without
 * held-out queries are in neither.
 * @param trained empty: all languages
 * @param report with the measure mAP
 */
export function seenFigures(
  report: Report,
  trained: readonly LanguageCode[],
): { readonly seen: SeenFigures | null; readonly unseen: SeenFigures | null } {
  const asked = [
    ...new Set(
      report.figures
        .filter(({ setting, queryLanguage }) => setting === 'multi' && queryLanguage !== 'mean')
        .map(({ queryLanguage }) => queryLanguage),
    ),
  ];
  const isSeen = (lang: LanguageCode): boolean => trained.length === 0 || trained.includes(lang);
  return {
    seen: over(
      report,
      asked.filter((lang) => isSeen(lang)),
    ),
    unseen: over(
      report,
      asked.filter((lang) => !isSeen(lang)),
    ),
  };
}

function over({ figures }: Report, languages: readonly LanguageCode[]): SeenFigures | null {
  if (languages.length === 0) return null;
  const mean = (setting: Setting): number | null => {
    const tally = new Tally();
    for (const figure of figures) {
      if (figure.setting === setting && figure.measure === 'mAP' && languages.includes(figure.queryLanguage))
        tally.add(figure.value);
    }
    return tally.mean;
  };
  return { languages, mono: mean('mono'), multi: mean('multi') };
}
