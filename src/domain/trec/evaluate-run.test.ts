import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import { parseMeasures } from '../metrics/measure-list.ts';
import type { Measure } from '../metrics/measure.ts';
import type { EvaluationOptions } from './evaluate-run.ts';
import { evaluateRun } from './evaluate-run.ts';
import { parseQrels } from './parse-qrels.ts';
import { parseRun } from './parse-run.ts';
import type { Qrels, Run } from './types.ts';

const COMPLETE: EvaluationOptions = { convention: 'trec_eval-10', complete: true };

function measuresOf(list: string): readonly Measure[] {
  const measures = parseMeasures(list);
  if ('unknown' in measures) throw new Error(measures.unknown);
  return measures;
}

/** Runs and qrels with a space for a column and `;` for a line. */
function evaluate(run: string, qrels: string, list: string, options: Partial<EvaluationOptions> = {}) {
  return evaluateRun(
    parseRun(run.replaceAll(';', '\n')).run,
    parseQrels(qrels.replaceAll(';', '\n')).qrels,
    measuresOf(list),
    { ...COMPLETE, ...options },
  );
}

const QRELS = 'q1 0 d1 1;q1 0 d2 1;q1 0 d3 1;q2 0 d1 1';
const RUN = 'q1 Q0 d1 0 4 t;q1 Q0 x1 0 3 t;q1 Q0 d2 0 2 t;q1 Q0 x2 0 1 t;q2 Q0 x1 0 2 t;q2 Q0 d1 0 1 t';

describe('queries', () => {
  const one = 'q1 Q0 d1 0 1 t;q9 Q0 d1 0 1 t';

  it('that are judged and absent from the run count 0 with -c, and are named', () => {
    const { results, noResults, notJudged } = evaluate(one, QRELS, 'MRR,num_rel,gm_map');
    expect(results.get('MRR')).toEqual({
      all: 0.5,
      n: 2,
      perQuery: new Map([
        ['q1', 1],
        ['q2', 0],
      ]),
    });
    expect(results.get('num_rel')?.all).toBe(4);
    expect(results.get('gm_map')?.all).toBeCloseTo(Math.sqrt((1 / 3) * 0.00001), 12);
    expect(noResults).toEqual(['q2']);
    expect(notJudged).toEqual(['q9']);
  });

  it('that are judged and absent are left out without -c, and are named all the same', () => {
    const { results, noResults } = evaluate(one, QRELS, 'MRR,num_rel', {
      convention: 'trec_eval-9',
      complete: false,
    });
    expect(results.get('MRR')).toEqual({ all: 1, n: 1, perQuery: new Map([['q1', 1]]) });
    expect(results.get('num_rel')?.all).toBe(3);
    expect(noResults).toEqual(['q2']);
  });

  it('with nothing relevant count 0 and are named', () => {
    const every =
      'R@5,P@5,Rprec,Success@5,nDCG,nDCG@5,MRR,mAP,mAPcut@5,mAPlareqa@5,bpref,infAP,set_F,set_P,relative_P_5,rbp';
    const { results, noRelevant } = evaluate(RUN, 'q1 0 d1 0;q1 0 d2 -1;q2 0 d1 1', every);
    expect(noRelevant).toEqual(['q1']);
    for (const [name, { n, perQuery }] of results) {
      expect([name, n, perQuery.get('q1')]).toEqual([name, 2, 0]);
    }
    expect(results.get('MRR')?.all).toBe(0.25);
  });

  it('have no mean when there are none', () => {
    expect(evaluate(RUN, '', 'mAP').results.get('mAP')).toEqual({ all: null, n: 0, perQuery: new Map() });
  });
});

describe('order', () => {
  it('is the scores’, not that of the file or of the rank column', () => {
    const run = 'q Q0 d1 1 0.1 t;q Q0 d2 2 0.9 t';
    expect(evaluate(run, 'q 0 d2 1', 'MRR').results.get('MRR')?.all).toBe(1);
  });

  it('breaks ties by passage id, descending', () => {
    const run = 'q Q0 a 1 1 t;q Q0 b 2 1 t;q Q0 c 3 1 t';
    expect(evaluate(run, 'q 0 a 1', 'MRR').results.get('MRR')?.all).toBe(1 / 3);
    expect(evaluate(run, 'q 0 c 1', 'MRR').results.get('MRR')?.all).toBe(1);
  });

  it('keeps apart in trec_eval 10 what ties in the single precision of 9', () => {
    const run = 'q Q0 a 1 1.00000000001 t;q Q0 b 2 1.0 t';
    const mrr = (convention: EvaluationOptions['convention']) =>
      evaluate(run, 'q 0 a 1', 'MRR', { convention }).results.get('MRR')?.all;
    expect(mrr('trec_eval-10')).toBe(1);
    expect(mrr('trec_eval-9')).toBe(1 / 2);
  });

  it('cuts at the depth after sorting', () => {
    const run = 'q Q0 d1 1 0.1 t;q Q0 d2 2 0.9 t;q Q0 d3 3 0.5 t';
    const { results } = evaluate(run, 'q 0 d1 1;q 0 d2 1', 'num_ret,mAP', { depth: 2 });
    expect([results.get('num_ret')?.all, results.get('mAP')?.all]).toEqual([2, 1 / 2]);
  });
});

describe('levels', () => {
  const qrels = 'q 0 a 1;q 0 b 3;q 0 c -1;q 0 d 0';
  const run = 'q Q0 a 0 3 t;q Q0 b 0 2 t;q Q0 c 0 1 t';

  it('are the gain of nDCG, linear, whichever of them counts as relevant', () => {
    const expected = (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3));
    for (const level of [1, 2, 4]) {
      const { results } = evaluate(run, qrels, 'nDCG,R@1', { level });
      expect(results.get('nDCG')?.all).toBeCloseTo(expected, 12);
      expect(results.get('R@1')?.all).toBe(level === 1 ? 0.5 : 0);
    }
  });

  it('below 0 are neither relevant nor judged', () => {
    const { results } = evaluate(run, qrels, 'num_rel,num_nonrel_judged_ret,unj_5');
    expect([...results.values()].map(({ all }) => all)).toEqual([2, 0, 0.2]);
  });
});

describe('the recall points of interpolated precision', () => {
  it('are rounded by trec_eval 10, and cut after adding 0.9 by 9', () => {
    // 0.2 of 6 relevant passages are 1.2: one passage or two.
    const qrels = [1, 2, 3, 4, 5, 6].map((i) => `q 0 d${i} 1`).join(';');
    const run = 'q Q0 d1 0 9 t;q Q0 x 0 8 t;q Q0 d2 0 7 t';
    const at = (convention: EvaluationOptions['convention']) =>
      evaluate(run, qrels, 'iprec_at_recall_0.2', { convention }).results.get('iprec_at_recall_0.20')?.all;
    expect(at('trec_eval-10')).toBe(1);
    expect(at('trec_eval-9')).toBe(2 / 3);
  });
});

describeWithShared('vectors printed by trec_eval', ['docs', 'papers-tables.json'], (path) => {
  interface Vectors {
    readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly run_order: Readonly<Record<string, readonly string[]>>;
    readonly [measure: string]: unknown;
  }
  const read = (): Vectors =>
    (JSON.parse(readFileSync(path, 'utf8')) as { vectors: { trec_eval: Vectors } }).vectors.trec_eval;

  it.each(['map', 'map_cut_2', 'ndcg_cut_3', 'recall_2', 'recip_rank', 'success_1'])('%s', (name) => {
    const vectors = read();
    const qrels = new Map(
      Object.entries(vectors.qrels).map(([query, levels]) => [query, new Map(Object.entries(levels))]),
    );
    const queries = new Map(
      Object.entries(vectors.run_order).map(([query, docnos]) => [
        query,
        { docnos, scores: docnos.map((_, i) => -i) },
      ]),
    );
    const { results } = evaluateRun({ tag: 't', queries }, qrels, measuresOf(name), COMPLETE);
    const [result] = results.values();
    for (const [query, value] of Object.entries(vectors[name] as Record<string, number>)) {
      expect(query === 'all' ? result?.all : result?.perQuery.get(query)).toBeCloseTo(value, 4);
    }
  });

  it('AP@2 of LAReQA', () => {
    const { results } = evaluate(RUN, QRELS, 'mAPlareqa@2');
    expect(results.get('mAPlareqa@2')?.perQuery.get('q1')).toBe(read()['lareqa_AP@2_q1']);
  });
});

const docnos = Array.from({ length: 12 }, (_, i) => `d${i}`);
const scored = fc
  .uniqueArray(fc.constantFrom(...docnos), { minLength: 1 })
  .chain((ids) =>
    fc.tuple(...ids.map((docno) => fc.tuple(fc.constant(docno), fc.integer({ min: 0, max: 6 })))),
  );
const judged = fc
  .uniqueArray(fc.constantFrom(...docnos), { minLength: 1 })
  .chain((ids) =>
    fc.tuple(...ids.map((docno) => fc.tuple(fc.constant(docno), fc.integer({ min: -1, max: 3 })))),
  );
const cases = fc.record({ scored, judged, level: fc.integer({ min: 1, max: 3 }) });
type Pairs = readonly (readonly [docno: string, value: number])[];

function runOf(pairs: Pairs): Run {
  const list = { docnos: pairs.map(([docno]) => docno), scores: pairs.map(([, score]) => score) };
  return { tag: 't', queries: new Map([['q', list]]) };
}

function qrelsOf(pairs: Pairs): Qrels {
  return new Map([['q', new Map(pairs)]]);
}

const EVERY = measuresOf(
  'R@3,P@3,Rprec,Success@3,nDCG,nDCG@3,MRR,MRR@3,mAP,mAPcut@3,mAPlareqa@3,bpref,infAP,iprec_at_recall_0.5,11pt_avg,' +
    'Rprec_mult_0.5,relative_P_3,binG,set_P,set_recall,set_map,set_F,set_relative_P,rbp,rbp_resid,unj_3,gm_map,' +
    'num_ret,num_rel,num_rel_ret',
);

function values(run: Run, qrels: Qrels, level: number, measures = EVERY): (number | null)[] {
  return [...evaluateRun(run, qrels, measures, { ...COMPLETE, level }).results.values()].map(
    ({ all }) => all,
  );
}

describe('every measure', () => {
  it('that is a fraction lies between 0 and 1', () => {
    const fractions = EVERY.filter(({ unit }) => unit === 'fraction');
    fc.assert(
      fc.property(cases, ({ scored: run, judged: qrels, level }) => {
        for (const value of values(runOf(run), qrelsOf(qrels), level, fractions)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it('depends neither on the order of lines nor on what unjudged passages are called', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ scored: run, judged: qrels, level }, seed) => {
        // Distinct scores, so that names do not matter to the order.
        const distinct = run.map(([docno, score], i) => [docno, score + i / 100] as const);
        const judgedIds = new Set(qrels.map(([docno]) => docno));
        const turned = distinct
          .map(([docno, score]) => [judgedIds.has(docno) ? docno : `other ${docno}`, score] as const)
          .sort(([a], [b]) => ((a.length * 7 + seed) % 5) - ((b.length * 7 + seed) % 5) || (a < b ? 1 : -1));
        expect(values(runOf(turned), qrelsOf([...qrels].reverse()), level)).toEqual(
          values(runOf(distinct), qrelsOf(qrels), level),
        );
      }),
    );
  });

  it('is at its best where the run holds all that is relevant, in order', () => {
    const best = measuresOf(
      'R@12,Rprec,Success@1,nDCG,nDCG@3,MRR,mAP,mAPlareqa@3,bpref,set_recall,relative_P_3',
    );
    fc.assert(
      fc.property(judged, (qrels) => {
        fc.pre(qrels.some(([, level]) => level > 0));
        for (const value of values(runOf(qrels), qrelsOf(qrels), 1, best)) expect(value).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('recall, success, reciprocal rank and trec_eval’s mAP at k', () => {
  it.each(['R', 'Success', 'MRR', 'mAPcut'])('%s never falls as k grows', (name) => {
    const measures = measuresOf(Array.from({ length: 13 }, (_, i) => `${name}@${i + 1}`).join(','));
    fc.assert(
      fc.property(cases, ({ scored: run, judged: qrels, level }) => {
        const byK = values(runOf(run), qrelsOf(qrels), level, measures).map((value) => value ?? NaN);
        expect(byK).toEqual([...byK].sort((a, b) => a - b));
      }),
    );
  });
});
