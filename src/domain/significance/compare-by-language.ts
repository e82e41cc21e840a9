import type { LanguageCode } from '../corpus/types.ts';
import type { CompareOptions, ComparedPair } from './compare-arms.ts';
import { compareArms } from './compare-arms.ts';
import { correct } from './correct.ts';

/** The values of one measure, query by query. All three lists are parallel; NaN: undefined. */
export interface QueryValues {
  readonly queryIds: readonly string[];
  readonly languages: readonly LanguageCode[];
  readonly values: ArrayLike<number>;
}

/** One language's change, or why there is none. */
export type LanguageChange =
  | ({ readonly lang: LanguageCode; readonly tested: true } & Pick<
      ComparedPair,
      'n' | 'meanFirst' | 'meanSecond' | 'meanDifference' | 'wins' | 'losses' | 'ties' | 'interval'
    > & { readonly p: number; readonly adjustedP: number })
  /** Fewer than two queries have a value on both sides. */
  | { readonly lang: LanguageCode; readonly tested: false };

/**
 * Each query language by itself: `after` against `before`, differences positive where `after` is better on a measure
 * of which more is better. Within a language queries are not parallel, so each counts by itself. p is that of the
 * randomisation test, corrected over the languages.
 */
export function compareByLanguage(
  before: QueryValues,
  after: QueryValues,
  options: CompareOptions,
): LanguageChange[] {
  const languages = [...new Set([...before.languages, ...after.languages])].sort();
  const pairs = languages.map((lang) => {
    const [pair] = compareArms(
      [
        { id: 'after', state: 'complete', values: ofLanguage(after, lang) },
        { id: 'before', state: 'complete', values: ofLanguage(before, lang) },
      ],
      options,
    ).pairs;
    return pair?.blocked === null ? pair : null;
  });
  const adjusted = correct(
    pairs.map((pair) => pair?.randomisation.p ?? null),
    options.correction,
  );
  return languages.map((lang, i): LanguageChange => {
    const pair = pairs[i] ?? null;
    if (pair === null) return { lang, tested: false };
    const { n, meanFirst, meanSecond, meanDifference, wins, losses, ties, interval, randomisation } = pair;
    return {
      lang,
      tested: true,
      n,
      meanFirst,
      meanSecond,
      meanDifference,
      wins,
      losses,
      ties,
      interval,
      p: randomisation.p,
      adjustedP: adjusted[i] ?? 1,
    };
  });
}

function ofLanguage(all: QueryValues, lang: LanguageCode): Map<string, number | null> {
  const values = new Map<string, number | null>();
  all.queryIds.forEach((id, i) => {
    if (all.languages[i] !== lang) return;
    const value = all.values[i] ?? NaN;
    values.set(id, Number.isNaN(value) ? null : value);
  });
  return values;
}
