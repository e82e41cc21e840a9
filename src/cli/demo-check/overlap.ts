import type { LanguageCode } from '../../domain/corpus/types.ts';
import { analyse } from '../../domain/text/analyse.ts';

/** A generated query beside the gold question of the same passage and language. */
export interface QuestionPair {
  readonly group: string;
  readonly lang: LanguageCode;
  readonly gold: string;
  readonly generated: string;
}

export interface Overlap extends QuestionPair {
  /** Jaccard overlap of the content words, 0–1. */
  readonly words: number;
  /** Cosine of the encoder's vectors. */
  readonly cosine: number;
}

/** At either of these a generated query is a copy of the gold question with a word changed. */
export const NEAR_COPY = { words: 0.75, cosine: 0.95 } as const;

/** Words in more than this share of a language's questions (what, is, the) carry no content. */
const COMMON = 0.1;

/** The words of a language's questions that are left out when questions are compared. */
export function commonWords(questions: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const question of questions) {
    for (const term of new Set(analyse(question).map(({ term }) => term)))
      counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > COMMON * questions.length).map(([term]) => term));
}

/** |A ∩ B| / |A ∪ B| over content words; 0 when neither has any. */
export function wordOverlap(a: string, b: string, common: ReadonlySet<string>): number {
  const contentOf = (text: string): Set<string> =>
    new Set(analyse(text).flatMap(({ term }) => (common.has(term) ? [] : [term])));
  const [first, second] = [contentOf(a), contentOf(b)];
  const union = new Set([...first, ...second]).size;
  return union === 0 ? 0 : [...first].filter((term) => second.has(term)).length / union;
}

export function isNearCopy({ words, cosine }: Overlap): boolean {
  return words >= NEAR_COPY.words || cosine >= NEAR_COPY.cosine;
}
