import type { LanguageCode } from '../corpus/types.ts';

/**
 * Tells languages apart by the three-letter sequences of known texts: naive Bayes with add-one smoothing, over the
 * languages that it was given. Good enough for sentences in a dozen languages; it always names one of them.
 */
export function createIdentifier(
  known: Iterable<{ readonly lang: LanguageCode; readonly text: string }>,
): (text: string) => LanguageCode | null {
  const counts = new Map<LanguageCode, { readonly of: Map<string, number>; total: number }>();
  const seen = new Set<string>();
  for (const { lang, text } of known) {
    const language = counts.get(lang) ?? { of: new Map<string, number>(), total: 0 };
    counts.set(lang, language);
    for (const part of trigrams(text)) {
      language.of.set(part, (language.of.get(part) ?? 0) + 1);
      language.total += 1;
      seen.add(part);
    }
  }
  return (text) => {
    const parts = trigrams(text);
    if (parts.length === 0) return null;
    let best: LanguageCode | null = null;
    let highest = -Infinity;
    for (const [lang, { of, total }] of counts) {
      let score = 0;
      for (const part of parts) score += Math.log(((of.get(part) ?? 0) + 1) / (total + seen.size));
      if (score > highest) {
        highest = score;
        best = lang;
      }
    }
    return best;
  };
}

/** Letters and marks alone: digits and punctuation are the same everywhere. */
function trigrams(text: string): string[] {
  const letters = Array.from(
    ` ${text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}]+/gu, ' ')
      .trim()} `,
  );
  if (letters.length < 3) return [];
  return letters.slice(2).map((_, i) => letters.slice(i, i + 3).join(''));
}
