import type { Script } from '../text/languages.ts';
import type { LanguageCode } from './types.ts';

/**
 * Scripts that mostly mean one language. Latin, Cyrillic and Arabic do not; Ethiopic also writes Tigrinya and
 * Devanagari also Marathi and Nepali, which is why a guess is always told to the person.
 */
const LANGUAGE_OF_SCRIPT: readonly (readonly [script: Script, lang: LanguageCode, letters: RegExp])[] = [
  ['Ethiopic', 'am', /\p{Script=Ethiopic}/gu],
  ['Khmer', 'km', /\p{Script=Khmer}/gu],
  ['Greek', 'el', /\p{Script=Greek}/gu],
  ['Armenian', 'hy', /\p{Script=Armenian}/gu],
  ['Georgian', 'ka', /\p{Script=Georgian}/gu],
  ['Hebrew', 'he', /\p{Script=Hebrew}/gu],
  ['Thaana', 'dv', /\p{Script=Thaana}/gu],
  ['Devanagari', 'hi', /\p{Script=Devanagari}/gu],
  ['Bengali', 'bn', /\p{Script=Bengali}/gu],
  ['Gurmukhi', 'pa', /\p{Script=Gurmukhi}/gu],
  ['Gujarati', 'gu', /\p{Script=Gujarati}/gu],
  ['Oriya', 'or', /\p{Script=Oriya}/gu],
  ['Tamil', 'ta', /\p{Script=Tamil}/gu],
  ['Telugu', 'te', /\p{Script=Telugu}/gu],
  ['Kannada', 'kn', /\p{Script=Kannada}/gu],
  ['Malayalam', 'ml', /\p{Script=Malayalam}/gu],
  ['Sinhala', 'si', /\p{Script=Sinhala}/gu],
  ['Tibetan', 'bo', /\p{Script=Tibetan}/gu],
  ['Myanmar', 'my', /\p{Script=Myanmar}/gu],
  ['Thai', 'th', /\p{Script=Thai}/gu],
  ['Lao', 'lo', /\p{Script=Lao}/gu],
  ['Hangul', 'ko', /\p{Script=Hangul}/gu],
];
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HAN = /\p{Script=Han}/gu;
const LETTERS = /\p{L}/gu;

interface ScriptGuess {
  readonly script: Script;
  readonly lang: LanguageCode;
}

/** The language that more than half of a sample's letters point to; `null` when they point to none. */
export function languageFromScript(sample: string): ScriptGuess | null {
  const half = count(sample, LETTERS) / 2;
  if (half === 0) return null;
  for (const [script, lang, letters] of LANGUAGE_OF_SCRIPT) {
    if (count(sample, letters) > half) return { script, lang };
  }
  const kana = count(sample, KANA);
  const han = count(sample, HAN);
  if (kana + han <= half) return null;
  // Japanese prose is a third to a half kana; Chinese has next to none.
  return kana * 10 > han ? { script: 'Kana', lang: 'ja' } : { script: 'Han', lang: 'zh' };
}

function count(sample: string, pattern: RegExp): number {
  return sample.match(pattern)?.length ?? 0;
}
