import type { LanguageCode } from '../domain/corpus/types.ts';

/**
 * The choice after one language was switched on or off, in the order of `all`. The empty choice stands for all of
 * them, before and after: switching off the last one, like switching on every one, leads back to all.
 */
export function toggleLanguage(
  all: readonly LanguageCode[],
  chosen: readonly LanguageCode[],
  lang: LanguageCode,
): readonly LanguageCode[] {
  const on = new Set(chosen.length === 0 ? all : chosen);
  if (!on.delete(lang)) on.add(lang);
  const next = all.filter((code) => on.has(code));
  return next.length === all.length ? [] : next;
}
