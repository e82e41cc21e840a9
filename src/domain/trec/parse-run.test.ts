import { describe, expect, it } from 'vitest';
import { parseRun } from './parse-run.ts';

describe('parseRun', () => {
  it('reads six columns with any white space between, and ignores rank and what follows the tag', () => {
    const { run, lines, errors } = parseRun(
      'q1 Q0 d1 7 2.5 bm25\nq1\t0\t d2  x\t1e-3 \t bm25 and more\r\n\n  q2 Q0 d1 1 -.5 bm25',
    );
    expect(errors).toEqual([]);
    expect(lines).toBe(3);
    expect(run.tag).toBe('bm25');
    expect([...run.queries]).toEqual([
      ['q1', { docnos: ['d1', 'd2'], scores: [2.5, 0.001] }],
      ['q2', { docnos: ['d1'], scores: [-0.5] }],
    ]);
  });

  it('parts columns at ASCII white space alone, as trec_eval does', () => {
    const { run, errors } = parseRun('q1 Q0 a\u00a0b 1 1 t\nq1 Q0 c\u3000d\u2028e 2 0.5 t\n');
    expect(errors).toEqual([]);
    expect(run.queries.get('q1')?.docnos).toEqual(['a\u00a0b', 'c\u3000d\u2028e']);
  });

  it('passes over comments and a byte order mark', () => {
    const { run, lines } = parseRun('\ufeff# made by hand\nq1 Q0 d1 1 1 t\n#q1 Q0 d2 1 1 t\n');
    expect(lines).toBe(1);
    expect(run.queries.get('q1')?.docnos).toEqual(['d1']);
  });

  it.each([
    ['q1 Q0 d1 1 2', 'It has 5 columns; a run has 6: query, Q0, passage, rank, score, tag.'],
    ['q1 Q0 d1 1 nan t', 'The score “nan” is not a number.'],
    ['q1 Q0 d1 1 NaN t', 'The score “NaN” is not a number.'],
    ['q1 Q0 d1 1 0x1f t', 'The score “0x1f” is not a number.'],
    ['q1 Q0 d1 1 1,5 t', 'The score “1,5” is not a number.'],
    ['q1 Q0 d0 1 3 t', 'Passage “d0” came for query “q1” in line 1 already.'],
  ])('leaves out and explains “%s”', (bad, reason) => {
    const { run, errors, errorCount } = parseRun(`q1 Q0 d0 1 5 t\n${bad}\nq1 Q0 d9 2 4 t\n`);
    expect(errors).toEqual([{ line: 2, reason }]);
    expect(errorCount).toBe(1);
    expect(run.queries.get('q1')).toEqual({ docnos: ['d0', 'd9'], scores: [5, 4] });
  });

  it('finds a passage that comes twice though other queries stand between', () => {
    const { errors } = parseRun('q1 Q0 d1 1 5 t\nq2 Q0 d1 1 5 t\nq1 Q0 d1 2 4 t\n');
    expect(errors).toEqual([{ line: 3, reason: 'Passage “d1” came for query “q1” in line 1 already.' }]);
  });

  it('reads infinite scores as C does', () => {
    const { run } = parseRun('q1 Q0 a 1 inf t\nq1 Q0 b 1 -Infinity t\nq1 Q0 c 1 1e999 t\n');
    expect(run.queries.get('q1')?.scores).toEqual([Infinity, -Infinity, Infinity]);
  });

  it('counts all errors, keeps the asked number, and sorts them', () => {
    const text = 'q Q0 d 1 1 t\nq Q0 d 2 1 t\nbad\nworse\n';
    expect(parseRun(text, 2)).toMatchObject({ errorCount: 3, errors: [{ line: 3 }, { line: 4 }] });
    expect(parseRun(text).errors.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it('reads an empty file as a run without queries', () => {
    expect(parseRun('')).toEqual({
      run: { tag: null, queries: new Map() },
      lines: 0,
      errors: [],
      errorCount: 0,
    });
  });
});
