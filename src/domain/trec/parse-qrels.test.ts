import { describe, expect, it } from 'vitest';
import { parseQrels } from './parse-qrels.ts';
import { judgementsOf } from './types.ts';

describe('parseQrels', () => {
  it('reads four columns, negative levels too', () => {
    const { qrels, lines, errors } = parseQrels('q1 0 d1 1\nq1\t0\td2\t-1\r\n\nq2 Q0 d1 +3 \n');
    expect(errors).toEqual([]);
    expect(lines).toBe(3);
    expect(judgementsOf(qrels)).toEqual([
      { query: 'q1', docno: 'd1', level: 1 },
      { query: 'q1', docno: 'd2', level: -1 },
      { query: 'q2', docno: 'd1', level: 3 },
    ]);
  });

  it.each([
    ['q1 0 d2', 'It has 3 columns; qrels have 4: query, iteration, passage, level.'],
    ['q1 0 d2 1 x', 'It has more than 4 columns; qrels have 4: query, iteration, passage, level.'],
    ['q1 0 d2 0.5', 'The level “0.5” is not an integer.'],
    ['q1 0 d1 0', 'Passage “d1” was judged for query “q1” before, with level 1, not 0.'],
  ])('leaves out and explains “%s”', (bad, reason) => {
    const { qrels, errors, errorCount } = parseQrels(`q1 0 d1 1\n${bad}\n`);
    expect(errors).toEqual([{ line: 2, reason }]);
    expect(errorCount).toBe(1);
    expect(qrels).toEqual(new Map([['q1', new Map([['d1', 1]])]]));
  });

  it('counts the same judgement given twice', () => {
    expect(parseQrels('q1 0 d1 1\nq1 0 d1 1\n')).toMatchObject({ repeated: 1, errorCount: 0, lines: 2 });
  });
});
