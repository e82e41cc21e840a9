import type { GeneratedQueries, Query } from '../corpus/types.ts';

/** Copies that differ in case, composition, blanks or punctuation are still copies. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Generated queries that are gold questions, letter for letter: fusing what is asked later into its answer would be
 * leakage, also when the shard asks the question in another language only.
 */
export function goldCopies(queries: readonly Query[], generated: readonly GeneratedQueries[]): string[] {
  const gold = new Set(queries.map(({ text }) => comparable(text)));
  const texts = generated.flatMap((row) => Object.values(row.queries).flat());
  return [...new Set(texts.filter((text) => gold.has(comparable(text))))];
}
