import type { RowSink } from '../row-sink.ts';
import type { LanguageCode } from '../types.ts';

export interface ParallelText {
  readonly id: string;
  readonly lang: LanguageCode;
  readonly text: string;
}

/**
 * Gives texts that say the same in several languages: each is a passage of their group, and each is also a query to
 * which the others in other languages are relevant. Parallel text has no queries of its own, and finding a sentence by
 * its translation is how Tatoeba and BUCC are used for retrieval (Artetxe and Schwenk 2019). The queries share no
 * group: a shared one would make each text relevant to itself, which is judged not to be. A text without a translation
 * is a passage alone.
 * @param own those of the texts that are given, where the others belong to other files; all, unless given
 */
export function giveParallel(
  texts: readonly ParallelText[],
  group: string,
  where: string,
  sink: RowSink,
  own: readonly ParallelText[] = texts,
): void {
  for (const { id, lang, text } of own) {
    sink.passage({ id, lang, text, group }, where);
    const relevant = texts.filter((other) => other.lang !== lang).map((other) => other.id);
    if (relevant.length > 0) sink.query({ id, lang, text, relevant, rejected: [id] }, where);
  }
}

export const PARALLEL_NOTE =
  'Parallel text has no queries: each text is also a query, to which its translations are relevant.';
