import type { GeneratedQueries, LanguageCode, Passage } from '../../domain/corpus/types.ts';
import type { GenerateOptions, GenerateOutput } from '../../protocol/generator.ts';
import type { Generator } from './generator.ts';

/**
 * Queries for some passages, a row for each that received any. A passage gets none in its own language, which fusion
 * would not use (see `planGenerated`), unless they are asked for.
 */
export async function writeQueries(
  generator: Generator,
  passages: readonly Passage[],
  options: GenerateOptions,
  { signal, ownLanguage = false }: { readonly signal?: AbortSignal; readonly ownLanguage?: boolean } = {},
): Promise<GenerateOutput> {
  const languageOf = new Map(passages.map(({ id, lang }) => [id, lang]));
  const written = new Map<string, Record<LanguageCode, readonly string[]>>();
  let dropped = 0;
  const batches = generator.generate(passages, {
    ...options,
    signal,
    isDone: (passage, language) => !ownLanguage && languageOf.get(passage) === language,
  });
  for await (const batch of batches) {
    for (const { passage, language, queries, empty, duplicates } of batch) {
      dropped += empty + duplicates;
      if (queries.length === 0) continue;
      const known = written.get(passage) ?? {};
      known[language] = queries;
      written.set(passage, known);
    }
  }
  const rows = passages.flatMap(({ id }): GeneratedQueries[] => {
    const queries = written.get(id);
    return queries === undefined ? [] : [{ docid: id, queries }];
  });
  return { rows, dropped };
}
