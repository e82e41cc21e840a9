import { compareDocnos } from '../corpus/compare-docnos.ts';
import { escapeId } from './escape-id.ts';

/** A passage with the score that put it at its rank. */
export interface RankedPassage {
  readonly docno: string;
  readonly score: number;
}

/**
 * The lines of one query of a TREC run, each with its newline. trec_eval orders a run by score and breaks ties by
 * passage id, so scores are written in full precision; where that order would not be the given one, be it in the
 * double precision of trec_eval 10 or the single precision of 9, the lower passage gets the largest single-precision
 * number below the score above it. The ranking survives, at the price of about 0.00001 % of that score.
 * Ids are written as `escapeId` has it.
 * @param ranked from first to last
 * @param tag name of the run; white space in it becomes `_`
 * @throws RangeError for a score that is not finite in single precision
 */
export function formatRunLines(query: string, ranked: readonly RankedPassage[], tag: string): string {
  const id = escapeId(query);
  const name = tag.replace(/\s+/g, '_') || 'run';
  let lines = '';
  let above: Written | null = null;
  ranked.forEach(({ docno, score }, i) => {
    const column = escapeId(docno);
    const written: Written = {
      docno,
      column,
      score: above === null ? score : scoreBelow(above, docno, column, score),
    };
    if (!Number.isFinite(Math.fround(written.score))) {
      throw new RangeError(`Passage ${docno} of query ${query} has the score ${String(score)}.`);
    }
    lines += `${id} Q0 ${column} ${String(i + 1)} ${String(written.score)} ${name}\n`;
    above = written;
  });
  return lines;
}

interface Written {
  readonly docno: string;
  readonly column: string;
  readonly score: number;
}

/** Kept where both precisions, and both ways of writing the ids, put the passage below the one above. */
function scoreBelow(above: Written, docno: string, column: string, score: number): number {
  const tiesInOrder = compareDocnos(docno, above.docno) < 0 && compareDocnos(column, above.column) < 0;
  const inOrder = (high: number, low: number): boolean => low < high || (low === high && tiesInOrder);
  const single = Math.fround(above.score);
  if (inOrder(above.score, score) && inOrder(single, Math.fround(score))) return score;
  return nextBelow(single);
}

const BITS = new DataView(new ArrayBuffer(4));

/** The largest single-precision number below another: neighbours have neighbouring bits. */
function nextBelow(value: number): number {
  if (value === 0) return -(2 ** -149);
  BITS.setFloat32(0, value);
  BITS.setInt32(0, BITS.getInt32(0) + (value > 0 ? -1 : 1));
  return BITS.getFloat32(0);
}
