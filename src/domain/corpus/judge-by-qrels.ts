import type { ParsedFile } from './parsed-file.ts';
import { countOf } from './parsed-file.ts';
import type { SkippedRow } from './types.ts';

/**
 * Lets qrels files judge the queries of the others: what a qrels file says of a query takes the place of what the
 * query says of itself. Levels of 1 and above are relevant, level 0 is not, a negative one means not judged.
 * Judgements of queries that no file holds are reported.
 */
export function judgeByQrels(files: readonly ParsedFile[], skipped: SkippedRow[]): readonly ParsedFile[] {
  const judged = new Map<string, { relevant: Set<string>; rejected: Set<string> }>();
  for (const { judgements = [] } of files) {
    for (const { query, docno, level } of judgements) {
      const known = judged.get(query) ?? { relevant: new Set(), rejected: new Set() };
      if (level >= 1) known.relevant.add(docno);
      else if (level === 0) known.rejected.add(docno);
      judged.set(query, known);
    }
  }
  if (judged.size === 0) return files;
  const ids = new Set(files.flatMap(({ queries }) => queries.map(({ record }) => record.id)));
  for (const { file, judgements = [] } of files) {
    const unknown = [...new Set(judgements.map(({ query }) => query))].filter((query) => !ids.has(query));
    if (unknown.length === 0) continue;
    const named = countOf(unknown.length, 'query', 'queries');
    skipped.push({
      file,
      where: `query ${unknown[0] ?? ''}`,
      reason: `It judges ${named} that the corpus does not hold (the first is named here).`,
    });
  }
  return files.map((file) => ({
    ...file,
    queries: file.queries.map(({ record, where }) => {
      const found = judged.get(record.id);
      if (found === undefined) return { record, where };
      // BEIR's files for training and testing may judge a passage twice: relevant once is relevant.
      const rejected = [...found.rejected].filter((id) => !found.relevant.has(id));
      return { record: { ...record, relevant: [...found.relevant], rejected }, where };
    }),
  }));
}
