import type { LanguageCode } from '../../corpus/types.ts';
import type { RowsByLanguage } from './units.ts';

export type LanguagePair = readonly [left: LanguageCode, right: LanguageCode];

/** Ordered pairs of two different languages, one of the left rows and one of the right ones. */
export type CrossPairs = (left: RowsByLanguage, right: RowsByLanguage) => readonly LanguagePair[];

/** Units that have the same languages share one list: thousands of units times a hundred pairs would be large. */
export function createCrossPairs(): CrossPairs {
  const lists = new Map<string, readonly LanguagePair[]>();
  return (left, right) => {
    const key = `${[...left.keys()].join(' ')} > ${[...right.keys()].join(' ')}`;
    const known = lists.get(key);
    if (known !== undefined) return known;
    const pairs = [...left.keys()].flatMap((a) =>
      [...right.keys()].filter((b) => a !== b).map((b): LanguagePair => [a, b]),
    );
    lists.set(key, pairs);
    return pairs;
  };
}
