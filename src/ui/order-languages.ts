import type { LanguageCode } from '../domain/corpus/types.ts';
import { compareLanguages } from '../domain/text/languages.ts';

/** By weight, largest first (texts in training, a result), ties and everything without a weight by family. */
export function orderLanguages(
  languages: readonly LanguageCode[],
  weightOf?: (lang: LanguageCode) => number | null,
): readonly LanguageCode[] {
  const weight = (lang: LanguageCode): number => weightOf?.(lang) ?? -Infinity;
  return [...languages].sort((a, b) => {
    const [first, second] = [weight(a), weight(b)];
    return first === second ? compareLanguages(a, b) : second - first;
  });
}
