import type { RowSink } from './row-sink.ts';

/**
 * Puts a prefix before every id that a file gives, in records and judgements alike: collections that count anew in
 * every language (MIRACL) can then be read side by side.
 */
export function prefixIds(prefix: string, sink: RowSink): RowSink {
  const all = (ids: readonly string[]): string[] => ids.map((id) => prefix + id);
  return {
    ...sink,
    passage(record, where) {
      sink.passage({ ...record, id: prefix + record.id }, where);
    },
    query(record, where) {
      const { relevant, rejected } = record;
      const judged = {
        relevant: all(relevant),
        ...(rejected === undefined ? {} : { rejected: all(rejected) }),
      };
      sink.query({ ...record, id: prefix + record.id, ...judged }, where);
    },
    generated(record, where) {
      const { docid } = record;
      sink.generated(docid === undefined ? record : { ...record, docid: prefix + docid }, where);
    },
    judgement({ query, docno, level }) {
      sink.judgement({ query: prefix + query, docno: prefix + docno, level });
    },
  };
}
