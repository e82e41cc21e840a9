import type { LanguageCode } from './types.ts';

/**
 * Letters that only one language of a script uses, or that it uses far more than its neighbours: what a detector
 * without profiles of these languages would take for Russian, Amharic, Bengali or Hebrew. From the alphabets' own
 * descriptions in Unicode's CLDR (exemplar characters).
 */
const LETTERS: readonly (readonly [lang: LanguageCode, own: RegExp])[] = [
  ['ti', /[ኣቐ-ቘቚ-ቝ]/gu],
  ['kk', /[ұғқ]/giu],
  ['tg', /[ӣӯҷ]/giu],
  ['tt', /[җ]/giu],
  ['mk', /[ѓќѕ]/giu],
  ['mn', /[өү]/giu],
  ['as', /[ৰৱ]/gu],
  ['yi', /[װױײ]|ײַ/gu],
];
const ALL_LETTERS = /\p{L}/gu;

/** A name or a quotation brings one such letter into any language; a text in the language has them all over. */
const SHARE = 0.015;
const LEAST = 2;

/** Cyrillic alphabets of Slavic languages by letters that the others lack; the first that fits. */
const SLAVIC: readonly (readonly [lang: LanguageCode, own: RegExp, foreign: RegExp])[] = [
  ['be', /ў/iu, /[їєґи]/iu],
  ['uk', /[їєґ]/iu, /[ўыэё]/iu],
  ['sr', /[ђјљњћџ]/iu, /[ўыэёїє]/iu],
  ['ru', /[ыэё]/iu, /[ўіїєґђјљњћџ]/iu],
];

/** The language that a text's own letters point to; `null` where they point to none. */
export function languageByLetters(text: string): LanguageCode | null {
  const letters = text.match(ALL_LETTERS)?.length ?? 0;
  for (const [lang, own] of LETTERS) {
    const found = text.match(own)?.length ?? 0;
    if (found >= LEAST && found >= SHARE * letters) return lang;
  }
  return SLAVIC.find(([, own, foreign]) => own.test(text) && !foreign.test(text))?.[0] ?? null;
}
