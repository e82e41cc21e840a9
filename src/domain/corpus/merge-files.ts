import { judgeByQrels } from './judge-by-qrels.ts';
import { mergeGenerated } from './merge-generated.ts';
import { firstPassages, firstQueries } from './keep-first.ts';
import type { ParsedFile } from './parsed-file.ts';
import { countOf } from './parsed-file.ts';
import type { Corpus, CorpusFormat, Passage, Query, SkippedRow } from './types.ts';

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
  /** What is no fault of any row, for each file. */
  readonly notes: readonly (readonly string[])[];
}

/** Passages that the files hold and the choice of passages left out; only those that something names need be here. */
export interface LeftOut {
  readonly ids: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

const NOTHING_LEFT_OUT: LeftOut = { ids: new Set(), groups: new Set() };

/** Formats whose queries are judged in files of their own: many have none, which is no fault of a row. */
const JUDGED_ELSEWHERE: ReadonlySet<CorpusFormat> = new Set(['beir-queries', 'topics', 'table']);

/**
 * Joins files into one corpus. Of rows with the same id the first is kept. A judgement that names no passage is
 * dropped; a query without any left, its own or its group's, is left out, as it could not be scored, and so are generated queries that
 * belong to no passage. Where a qrels file judges a query, its judgements take the place of the query's own. All of it
 * is reported with file and row. What belongs to passages that the choice of passages left out is counted in a note.
 */
export function mergeFiles(
  name: string,
  parsed: readonly ParsedFile[],
  leftOut: LeftOut = NOTHING_LEFT_OUT,
): Merged {
  const skipped: SkippedRow[] = [];
  const files = judgeByQrels(parsed, skipped);
  const passages: Passage[] = [];
  const queries: Query[] = [];
  const keptPassages = firstPassages(files, skipped);
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

  const notes = files.map((): string[] => []);
  const keptQueries = firstQueries(files, skipped).map((rows, f) => {
    const { file = '', format } = files[f] ?? {};
    const elsewhere = format !== undefined && JUDGED_ELSEWHERE.has(format);
    const beforeThis = queries.length;
    let notJudged = 0;
    let withoutPassage = 0;
    for (const { record, where } of rows) {
      const known = withKnownJudgements(record, ids, leftOut.ids, judgedGroups, (reason) => {
        skipped.push({ file, where, reason });
      });
      if (typeof known !== 'string') queries.push(known);
      else if (known === 'left out') withoutPassage++;
      else if (known === 'not judged' && elsewhere) notJudged++;
      else if (known === 'not judged') {
        const reason = `Query “${record.id}” names no relevant passage, so it cannot be scored; it was left out.`;
        skipped.push({ file, where, reason });
      }
    }
    if (notJudged > 0) {
      const which = countOf(notJudged, 'query', 'queries');
      notes[f]?.push(`Left out, since no file judges them and they cannot be scored: ${which}.`);
    }
    if (withoutPassage > 0) {
      const which = countOf(withoutPassage, 'query', 'queries');
      notes[f]?.push(`Left out, since no passage that is relevant to them is among those chosen: ${which}.`);
    }
    return queries.length - beforeThis;
  });

  const keptGenerated = files.map((file, f) => {
    let withoutPassage = 0;
    const kept = file.generated.filter(({ record, where }) => {
      const { docid, group } = record;
      if (docid !== undefined && ids.has(docid)) return true;
      if (docid === undefined && group !== undefined && groups.has(group)) return true;
      if (docid === undefined ? leftOut.groups.has(group ?? '') : leftOut.ids.has(docid)) {
        withoutPassage++;
        return false;
      }
      const named = docid === undefined ? `group “${String(group)}”` : `passage “${docid}”`;
      const reason = `Its queries belong to ${named}, which is not in the corpus.`;
      skipped.push({ file: file.file, where, reason });
      return false;
    });
    if (withoutPassage > 0) {
      const which = countOf(withoutPassage, 'row', 'rows');
      notes[f]?.push(
        `Left out, since their passages are not among those chosen: ${which} of generated queries.`,
      );
    }
    return kept;
  });
  const generated = mergeGenerated(keptGenerated.flat().map(({ record }) => record));

  const kept = files.map((_, f) => ({
    passages: keptPassages[f]?.length ?? 0,
    queries: keptQueries[f] ?? 0,
    generated: keptGenerated[f]?.length ?? 0,
  }));
  return { corpus: { name, passages, queries, generated }, skipped, kept, notes };
}

/** The query with the judgements that can be used, or why it cannot be scored; `told`: with the reason reported. */
function withKnownJudgements(
  query: Query,
  ids: ReadonlySet<string>,
  leftOut: ReadonlySet<string>,
  judgedGroups: ReadonlySet<string>,
  skip: (reason: string) => void,
): Query | 'not judged' | 'left out' | 'told' {
  const known = query.relevant.filter((id) => ids.has(id));
  if (known.length === query.relevant.length && known.length > 0) return query;
  // A parallel query brings the judgements: this one is asked without any of its own.
  if (known.length === 0 && query.group !== undefined && judgedGroups.has(query.group)) {
    return { ...query, relevant: known };
  }
  if (query.relevant.length === 0) return 'not judged';
  const unknown = query.relevant.filter((id) => !ids.has(id) && !leftOut.has(id));
  if (unknown.length > 0) {
    const quoted = unknown.slice(0, 3).map((id) => `“${id}”`);
    const named = quoted.join(', ');
    const more = unknown.length > 3 ? ` and ${String(unknown.length - 3)} more` : '';
    const judged = `Query “${query.id}” is judged relevant to ${named}${more}, not in the corpus`;
    skip(
      known.length === 0
        ? `${judged}; it has no other judgement and was left out.`
        : `${judged}; its other judgements were kept.`,
    );
  }
  if (known.length > 0) return { ...query, relevant: known };
  return unknown.length === 0 ? 'left out' : 'told';
}
