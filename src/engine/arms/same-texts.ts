import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';

/** Whether two shards hold the same passages and queries; generated queries and judgements may differ. */
export function sameTexts(a: Shard, b: Shard): boolean {
  return (
    a.passages.length === b.passages.length &&
    a.queries.length === b.queries.length &&
    a.passages.every((passage, row) => {
      const other = b.passages[row];
      return (
        other?.id === passage.id &&
        other.lang === passage.lang &&
        searchedText(other) === searchedText(passage)
      );
    }) &&
    a.queries.every((query, row) => b.queries[row]?.id === query.id && b.queries[row].text === query.text)
  );
}
