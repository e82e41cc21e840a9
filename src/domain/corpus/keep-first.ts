import type { Located, ParsedFile } from './parsed-file.ts';
import { countOf } from './parsed-file.ts';
import type { Passage, Query, SkippedRow } from './types.ts';

/** Passages of each file with ids that no earlier one has. Copies of an earlier passage are counted, not listed. */
export function firstPassages(files: readonly ParsedFile[], skipped: SkippedRow[]): Located<Passage>[][] {
  const first = new Map<string, { readonly file: string; readonly row: Located<Passage> }>();
  return files.map(({ file, passages }) => {
    let copies = 0;
    let firstCopy = '';
    const kept = passages.filter((row) => {
      const { record, where } = row;
      const earlier = first.get(record.id);
      if (earlier === undefined) {
        first.set(record.id, { file, row });
        return true;
      }
      if (isCopy(earlier.row.record, record)) {
        firstCopy ||= where;
        copies++;
      } else skipped.push(taken('passage', record.id, file, where, earlier));
      return false;
    });
    if (copies > 0) {
      const reason = `${countOf(copies, 'passage repeats', 'passages repeat')} an earlier one of the same id and text (the first is named here); each is kept once.`;
      skipped.push({ file, where: firstCopy, reason });
    }
    return kept;
  });
}

/**
 * Queries of each file with ids that no earlier one has. The same question asked of other passages in another file
 * (MLQA asks its questions of each language's contexts) brings its judgements to the first.
 */
export function firstQueries(files: readonly ParsedFile[], skipped: SkippedRow[]): Located<Query>[][] {
  const first = new Map<string, { readonly file: string; readonly row: Located<Query> }>();
  const joined = new Map<string, string[]>();
  const kept = files.map(({ file, queries }) =>
    queries.filter((row) => {
      const { record, where } = row;
      const earlier = first.get(record.id);
      if (earlier === undefined) {
        first.set(record.id, { file, row });
        return true;
      }
      const { group, text, relevant } = earlier.row.record;
      if (earlier.file !== file && group !== undefined && group === record.group && text === record.text) {
        joined.set(record.id, [...(joined.get(record.id) ?? relevant), ...record.relevant]);
      } else skipped.push(taken('query', record.id, file, where, earlier));
      return false;
    }),
  );
  if (joined.size === 0) return kept;
  return kept.map((rows) =>
    rows.map(({ record, where }) => {
      const relevant = joined.get(record.id);
      return {
        record: relevant === undefined ? record : { ...record, relevant: [...new Set(relevant)] },
        where,
      };
    }),
  );
}

function isCopy(a: Passage, b: Passage): boolean {
  return a.text === b.text && a.title === b.title && a.lang === b.lang;
}

function taken(
  noun: string,
  id: string,
  file: string,
  where: string,
  earlier: { readonly file: string; readonly row: { readonly where: string } },
): SkippedRow {
  const reason = `The ${noun} id “${id}” is taken already (${earlier.file}, ${earlier.row.where}); the first is kept.`;
  return { file, where, reason };
}
