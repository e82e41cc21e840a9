export interface CleanQueries {
  readonly queries: readonly string[];
  /** Left out: nothing but blanks. */
  readonly empty: number;
  /** Left out: the same as an earlier one, but for blanks and composition. */
  readonly duplicates: number;
}

/** Khmer's zero-width space is no blank to `trim`, but it ends words and never begins or ends a query. */
const ENDS = /^[\s\u200b]+|[\s\u200b]+$/gu;

/**
 * Trims the texts that were written for one passage in one language, and keeps each once, in the order given.
 * Runs of blanks become one, and text is composed (NFC): both are accidents of the tokenizer's pieces.
 */
export function cleanQueries(texts: readonly string[]): CleanQueries {
  const queries = new Set<string>();
  let empty = 0;
  for (const text of texts) {
    const query = text.normalize('NFC').replace(/\s+/gu, ' ').replace(ENDS, '');
    if (query === '') empty += 1;
    else queries.add(query);
  }
  return { queries: [...queries], empty, duplicates: texts.length - empty - queries.size };
}
