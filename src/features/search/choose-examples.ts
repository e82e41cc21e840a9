import type { LanguageCode } from '../../domain/corpus/types.ts';

/** Languages of the example queries, and how many of each: the scripts that most software sets badly come first. */
const WANTED: readonly (readonly [lang: LanguageCode, count: number])[] = [
  ['am', 2],
  ['km', 2],
  ['en', 1],
  ['ar', 1],
  ['th', 1],
  ['zh', 1],
];
const OTHERS = 6;

/** The wanted languages that a shard has queries in; a shard with none of them offers its own first ones. */
export function exampleLanguages(
  available: readonly LanguageCode[],
): readonly (readonly [lang: LanguageCode, count: number])[] {
  const wanted = WANTED.filter(([lang]) => available.includes(lang));
  return wanted.length > 0 ? wanted : available.slice(0, OTHERS).map((lang) => [lang, 1]);
}

/** `count` of the items, apart from each other; `turn` shifts the pick, so that parallel lists give different topics. */
export function spread<T>(items: readonly T[], count: number, turn: number): readonly T[] {
  const step = Math.max(1, Math.floor(items.length / Math.max(1, count)));
  const picked: T[] = [];
  for (let i = 0; i < Math.min(count, items.length); i += 1) {
    const item = items[(turn * 5 + i * step) % items.length];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}
