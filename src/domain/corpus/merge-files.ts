import { judgeByQrels } from './judge-by-qrels.ts';
import { mergeGenerated } from './merge-generated.ts';
import type { Located, ParsedFile } from './parsed-file.ts';
import type { Corpus, Passage, Query, SkippedRow } from './types.ts';

export interface KeptCounts {
  readonly passages: number;
  readonly queries: number;
  readonly generated: number;
}

interface Merged {
  readonly corpus: Corpus;
  /** What only shows when the files are put together. */
  readonly skipped: readonly SkippedRow[];
  /** Rows of each file that stayed, in the order of `files`. */
  readonly kept: readonly KeptCounts[];
}

/**
 * Joins files into one corpus. Of rows with the same id the first is kept. A judgement that names no passage is
 * dropped; a query without any left, its own or its group's, is left out, as it could not be scored, and so are generated queries that
 * belong to no passage. Where a qrels file judges a query, its judgements take the place of the query's own. All of it
 * is reported with file and row.
 */
export function mergeFiles(name: string, parsed: readonly ParsedFile[]): Merged {
  const skipped: SkippedRow[] = [];
  const files = judgeByQrels(parsed, skipped);
  const passages: Passage[] = [];
  const queries: Query[] = [];
  const keptPassages = keepFirst(files, 'passage', (file) => file.passages, skipped);
  for (const { record } of keptPassages.flat()) passages.push(record);
  const ids = new Set(passages.map(({ id }) => id));
  const groups = new Set(passages.flatMap(({ group }) => (group === undefined ? [] : [group])));

  const judgedGroups = new Set(
    files.flatMap((file) =>
      file.queries.flatMap(({ record: { group, relevant } }) =>
        group !== undefined && relevant.some((id) => ids.has(id)) ? [group] : [],
      ),
    ),
  );

  const keptQueries = keepFirst(files, 'query', (file) => file.queries, skipped).map((rows, f) => {
    let kept = 0;
    for (const { record, where } of rows) {
      const query = withKnownJudgements(record, ids, judgedGroups, (reason) => {
        skipped.push({ file: files[f]?.file ?? '', where, reason });
      });
      if (query === null) continue;
      queries.push(query);
      kept++;
    }
    return kept;
  });

  const keptGenerated = files.map((file) =>
    file.generated.filter(({ record, where }) => {
      const { docid, group } = record;
      if (docid !== undefined && ids.has(docid)) return true;
      if (docid === undefined && group !== undefined && groups.has(group)) return true;
      const named = docid === undefined ? `group “${String(group)}”` : `passage “${docid}”`;
      skipped.push({
        file: file.file,
        where,
        reason: `Its queries belong to ${named}, which is not in the corpus.`,
      });
      return false;
    }),
  );
  const generated = mergeGenerated(keptGenerated.flat().map(({ record }) => record));

  const kept = files.map((_, f) => ({
    passages: keptPassages[f]?.length ?? 0,
    queries: keptQueries[f] ?? 0,
    generated: keptGenerated[f]?.length ?? 0,
  }));
  return { corpus: { name, passages, queries, generated }, skipped, kept };
}

function keepFirst<Row extends { readonly id: string }>(
  files: readonly ParsedFile[],
  noun: string,
  rowsOf: (file: ParsedFile) => readonly Located<Row>[],
  skipped: SkippedRow[],
): Located<Row>[][] {
  const first = new Map<string, string>();
  return files.map((file) =>
    rowsOf(file).filter(({ record, where }) => {
      const earlier = first.get(record.id);
      if (earlier === undefined) {
        first.set(record.id, `${file.file}, ${where}`);
        return true;
      }
      const reason = `The ${noun} id “${record.id}” is taken already (${earlier}); the first is kept.`;
      skipped.push({ file: file.file, where, reason });
      return false;
    }),
  );
}

function withKnownJudgements(
  query: Query,
  ids: ReadonlySet<string>,
  judgedGroups: ReadonlySet<string>,
  skip: (reason: string) => void,
): Query | null {
  const known = query.relevant.filter((id) => ids.has(id));
  if (known.length === query.relevant.length && known.length > 0) return query;
  // A parallel query brings the judgements: this one is asked without any of its own.
  if (known.length === 0 && query.group !== undefined && judgedGroups.has(query.group)) {
    return { ...query, relevant: known };
  }
  if (query.relevant.length === 0) {
    skip(`Query “${query.id}” names no relevant passage, so it cannot be scored; it was left out.`);
    return null;
  }
  const unknown = query.relevant.filter((id) => !ids.has(id));
  const quoted = unknown.slice(0, 3).map((id) => `“${id}”`);
  const named = quoted.join(', ');
  const more = unknown.length > 3 ? ` and ${String(unknown.length - 3)} more` : '';
  const judged = `Query “${query.id}” is judged relevant to ${named}${more}, not in the corpus`;
  skip(
    known.length === 0
      ? `${judged}; it has no other judgement and was left out.`
      : `${judged}; its other judgements were kept.`,
  );
  return known.length === 0 ? null : { ...query, relevant: known };
}
