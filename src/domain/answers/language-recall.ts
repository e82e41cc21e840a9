import type { LanguageCode } from '../corpus/types.ts';

/** The share of one language's questions that were answered. */
export interface LanguageRecall {
  readonly lang: LanguageCode;
  readonly hits: number;
  /** Questions counted. */
  readonly n: number;
  /** hits / n, 0 to 1; `null` where no question counts. */
  readonly value: number | null;
}

export interface RecallByLanguage {
  /** One for each language of the questions, in their order, those without a counted question too. */
  readonly languages: readonly LanguageRecall[];
  /** Unweighted mean over the languages that have a value; `null` without any. */
  readonly mean: number | null;
}

/** One question that counts. */
export interface Outcome {
  readonly lang: LanguageCode;
  readonly hit: boolean;
}

/** `languages` may repeat. */
export function recallByLanguage(
  languages: Iterable<LanguageCode>,
  outcomes: readonly Outcome[],
): RecallByLanguage {
  const rows = Array.from(new Set(languages), (lang): LanguageRecall => {
    const counted = outcomes.filter((outcome) => outcome.lang === lang);
    const hits = counted.filter(({ hit }) => hit).length;
    const n = counted.length;
    return { lang, hits, n, value: n === 0 ? null : hits / n };
  });
  const values = rows.map(({ value }) => value).filter((value) => value !== null);
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return { languages: rows, mean };
}
