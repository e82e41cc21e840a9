import { LANGUAGE_ORDER, languageInfo } from '../text/languages.ts';
import type { LanguageCode } from './types.ts';

/** Names that are also something else in a file's name: `latin1`. */
const AMBIGUOUS_NAMES: ReadonlySet<string> = new Set(['latin']);

const BY_NAME: ReadonlyMap<string, LanguageCode> = new Map(
  LANGUAGE_ORDER.map((code) => [languageInfo(code).name.toLowerCase(), code] as const).filter(
    ([name]) => /^[a-z]{4,}$/.test(name) && !AMBIGUOUS_NAMES.has(name),
  ),
);

/** The code of a language by its English name, in any case. */
export function languageFromName(name: string): LanguageCode | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}
