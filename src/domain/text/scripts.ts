import type { LanguageCode } from '../corpus/types.ts';
import type { Script } from './languages.ts';

const PATTERNS: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
  ['Khmer', /\p{Script=Khmer}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Han', /\p{Script=Han}/u],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70]/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Lao', /\p{Script=Lao}/u],
  ['Myanmar', /\p{Script=Myanmar}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Gurmukhi', /\p{Script=Gurmukhi}/u],
  ['Gujarati', /\p{Script=Gujarati}/u],
  ['Oriya', /\p{Script=Oriya}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Telugu', /\p{Script=Telugu}/u],
  ['Kannada', /\p{Script=Kannada}/u],
  ['Malayalam', /\p{Script=Malayalam}/u],
  ['Sinhala', /\p{Script=Sinhala}/u],
  ['Thaana', /\p{Script=Thaana}/u],
  ['Tibetan', /\p{Script=Tibetan}/u],
];

/** Letters and marks met so far: a look-up is much faster than the expressions above. */
const known = new Map<number, Script | null>();

/** Script of a letter or of a script's own mark; `null` for digits, spaces, punctuation and shared marks. */
export function scriptOf(codePoint: number): Script | null {
  if (codePoint < 0x80) {
    const lower = codePoint | 0x20;
    return lower >= 0x61 && lower <= 0x7a ? 'Latin' : null;
  }
  const remembered = known.get(codePoint);
  if (remembered !== undefined) return remembered;
  const character = String.fromCodePoint(codePoint);
  const isLetter = /[\p{L}\p{M}]/u.test(character);
  const script = isLetter ? (PATTERNS.find(([, pattern]) => pattern.test(character))?.[0] ?? null) : null;
  known.set(codePoint, script);
  return script;
}

/** The script that most letters of a text are written in, the first one in a draw; `null` without letters. */
export function majorityScript(text: string): Script | null {
  const counts = countScripts(text);
  let best: Script | null = null;
  for (const [script, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = script;
  return best;
}

/** Scripts that one language dominates. Arabic and Cyrillic are the coarsest guesses; Latin stands for too many. */
const LIKELY: Readonly<Partial<Record<Script, LanguageCode>>> = {
  Ethiopic: 'am',
  Khmer: 'km',
  Arabic: 'ar',
  Thai: 'th',
  Lao: 'lo',
  Myanmar: 'my',
  Devanagari: 'hi',
  Bengali: 'bn',
  Greek: 'el',
  Cyrillic: 'ru',
  Hebrew: 'he',
  Han: 'zh',
  Kana: 'ja',
  Hangul: 'ko',
};

/**
 * The likely language of a short text, by its script alone, for `lang` and `dir` while a person types; `null` where
 * the script does not tell. To label a corpus takes more care (`languageFromScript`).
 */
export function guessLanguage(text: string): LanguageCode | null {
  const script = majorityScript(text);
  if (script === null) return null;
  // Japanese mixes kana with Han, and may have more of the latter; Chinese has no kana.
  if (script === 'Han' && countScripts(text).has('Kana')) return 'ja';
  return LIKELY[script] ?? null;
}

function countScripts(text: string): Map<Script, number> {
  const counts = new Map<Script, number>();
  for (const character of text) {
    const script = scriptOf(character.codePointAt(0) ?? 0);
    if (script !== null) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  return counts;
}
