import { eachLine } from './columns.ts';
import { unescapeId } from './escape-id.ts';
import { LineErrors } from './line-errors.ts';
import type { Qrels, Reading } from './types.ts';

/**
 * Reads TREC qrels: query, iteration (ignored), passage, level. Levels are integers; a negative one says that the
 * passage was in the pool but not judged. A line with more or fewer columns, a level that is no integer, and a
 * second judgement of a passage with another level are errors; the line is left out. The same judgement twice is
 * counted in `repeated`.
 * @param keep how many errors are kept; all are counted
 */
export function parseQrels(
  text: string,
  keep = 100,
): { readonly qrels: Qrels; readonly repeated: number } & Reading {
  const errors = new LineErrors(keep);
  const qrels = new Map<string, Map<string, number>>();
  let repeated = 0;
  const lines = eachLine(text, 5, (columns, line) => {
    const [query = '', , docno = '', written] = columns;
    if (written === undefined || columns.length > 4) {
      const count = written === undefined ? String(columns.length) : 'more than 4';
      errors.add(line, `It has ${count} columns; qrels have 4: query, iteration, passage, level.`);
      return;
    }
    if (!/^[+-]?\d+$/.test(written)) {
      errors.add(line, `The level “${written}” is not an integer.`);
      return;
    }
    const level = Number(written);
    const id = unescapeId(query);
    const levels = qrels.get(id) ?? new Map<string, number>();
    if (levels.size === 0) qrels.set(id, levels);
    const passage = unescapeId(docno);
    const before = levels.get(passage);
    if (before === undefined) levels.set(passage, level);
    else if (before === level) repeated += 1;
    else {
      const levelBefore = String(before);
      errors.add(
        line,
        `Passage “${passage}” was judged for query “${id}” before, with level ${levelBefore}, not ${written}.`,
      );
    }
  });
  return { qrels, repeated, lines, errors: errors.kept, errorCount: errors.count };
}
