/** How a text falls into sentences before its words are counted. */
export interface SentenceSplitter {
  /** Goes with every figure that was made with it. */
  readonly kind: 'approximate' | 'punkt';
  readonly split: (text: string) => readonly string[];
}

/**
 * The whole text as one sentence. A full stop inside the text then stays with its word (`end. Next` keeps `end.`),
 * so that there are fewer tokens than with Punkt and an answer before such a stop may still match as a substring.
 */
export const APPROXIMATE_SENTENCES: SentenceSplitter = { kind: 'approximate', split: (text) => [text] };
