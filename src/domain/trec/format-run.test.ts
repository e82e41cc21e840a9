import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQrels } from './format-qrels.ts';
import { formatRunLines } from './format-run.ts';
import { orderOf } from './order.ts';
import { parseQrels } from './parse-qrels.ts';
import { parseRun } from './parse-run.ts';
import { judgementsOf } from './types.ts';

function ranked(...pairs: readonly (readonly [docno: string, score: number])[]) {
  return pairs.map(([docno, score]) => ({ docno, score }));
}

describe('formatRunLines', () => {
  it('writes scores in full', () => {
    expect(formatRunLines('q1', ranked(['b', 0.1 + 0.2], ['a', 1e-9]), 'my run')).toBe(
      'q1 Q0 b 1 0.30000000000000004 my_run\nq1 Q0 a 2 1e-9 my_run\n',
    );
  });

  it('leaves a tie that trec_eval breaks in the same way', () => {
    expect(formatRunLines('q1', ranked(['b', 1], ['a', 1]), 't')).toBe('q1 Q0 b 1 1 t\nq1 Q0 a 2 1 t\n');
  });

  it('lowers the second of a tie that trec_eval would turn round', () => {
    const below = 1 - 2 ** -24;
    expect(formatRunLines('q1', ranked(['a', 1], ['b', 1], ['c', 0.5]), 't')).toBe(
      `q1 Q0 a 1 1 t\nq1 Q0 b 2 ${below} t\nq1 Q0 c 3 0.5 t\n`,
    );
  });

  it('lowers what trec_eval 9 would turn round, too', () => {
    const scores = parseRun(formatRunLines('q', ranked(['a', 1.00000000001], ['b', 1]), 't')).run.queries.get(
      'q',
    );
    expect(orderOf(scores ?? { docnos: [], scores: [] }, 'trec_eval-9')).toEqual(['a', 'b']);
  });

  it('lowers what is in order by the ids, but not as they are written', () => {
    expect(formatRunLines('q', ranked(['a b', 0], ['a', 0]), 't')).toBe(
      'q Q0 %:a%20b 1 0 t\nq Q0 a 2 -1.401298464324817e-45 t\n',
    );
  });

  it('passes zero on its way down', () => {
    expect(formatRunLines('q', ranked(['a', 0], ['b', 0]), 't')).toContain('b 2 -1.401298464324817e-45 t');
  });

  it('refuses scores that are not finite', () => {
    expect(() => formatRunLines('q', ranked(['a', NaN]), 't')).toThrow(RangeError);
    expect(() => formatRunLines('q', ranked(['a', 1e300]), 't')).toThrow('Passage a of query q');
  });
});

const ids = fc.string({ unit: 'binary', maxLength: 5 });
const scores = fc.oneof(
  fc.double({ noNaN: true, min: -1e30, max: 1e30 }),
  fc.float({ noNaN: true, min: -1, max: 1 }),
  fc.constantFrom(0, -0, 1, 1.00000000001, 0.5),
);
const rankings = fc.uniqueArray(fc.record({ docno: ids, score: scores }), {
  selector: ({ docno }) => docno,
  maxLength: 12,
});

describe('a run that is written and read', () => {
  it('keeps its ranking in either convention, whatever the scores', () => {
    fc.assert(
      fc.property(
        ids,
        rankings,
        fc.constantFrom('trec_eval-10', 'trec_eval-9'),
        (query, ranking, convention) => {
          fc.pre(ranking.length > 0);
          const { run, errors } = parseRun(formatRunLines(query, ranking, 'tag'));
          expect(errors).toEqual([]);
          expect([...run.queries.keys()]).toEqual([query]);
          const list = run.queries.get(query) ?? { docnos: [], scores: [] };
          expect(list.docnos).toEqual(ranking.map(({ docno }) => docno));
          expect(orderOf(list, convention)).toEqual(list.docnos);
        },
      ),
    );
  });

  it('keeps scores that are in order already', () => {
    const distinct = fc.uniqueArray(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      comparator: (a, b) => a === b,
    });
    fc.assert(
      fc.property(distinct, (values) => {
        const ranking = values.sort((a, b) => b - a).map((score, i) => ({ docno: `d${i}`, score }));
        const read = parseRun(formatRunLines('q', ranking, 'tag')).run.queries.get('q');
        // + 0: what is written for −0 is 0.
        expect(read?.scores ?? []).toEqual(values.map((score) => score + 0));
      }),
    );
  });
});

describe('formatQrels', () => {
  it('writes a line for each judgement', () => {
    expect(formatQrels([{ query: 'q 1', docno: 'd1', level: -1 }])).toBe('%:q%201 0 d1 -1\n');
  });

  it('is read back as it was', () => {
    const judgement = fc.record({ query: ids, docno: ids, level: fc.integer({ min: -2, max: 4 }) });
    const judgements = fc.uniqueArray(judgement, {
      selector: ({ query, docno }) => JSON.stringify([query, docno]),
    });
    fc.assert(
      fc.property(judgements, (given) => {
        const { qrels, errors } = parseQrels(formatQrels(given));
        expect(errors).toEqual([]);
        const read = judgementsOf(qrels);
        expect(read).toHaveLength(given.length);
        expect(read).toEqual(expect.arrayContaining(given));
      }),
    );
  });
});
