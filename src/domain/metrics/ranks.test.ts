import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedList } from './ranks.ts';
import {
  averagePrecision,
  averagePrecisionLareqa,
  ndcg,
  precision,
  rPrecision,
  recall,
  reciprocalRank,
  relativePrecision,
  success,
} from './ranks.ts';

function list(ranks: readonly number[], relevant: number): JudgedList {
  return { ranks, relevant, run: null };
}

// The run: q1 d1,x1,d2,x2 with d1, d2, d3 relevant; q2 x1,d1 with d1 relevant. Values printed by trec_eval.
describe('measures on a run small enough to check by hand', () => {
  it.each([
    ['map', averagePrecision, Infinity, 0.5556, 0.5],
    ['ndcg_cut_3', ndcg, 3, 0.7039, 0.6309],
    ['recall_2', recall, 2, 0.3333, 1],
    ['recip_rank', reciprocalRank, Infinity, 1, 0.5],
    ['map_cut_2', averagePrecision, 2, 0.3333, 0.5],
    ['AP@2 of LAReQA', averagePrecisionLareqa, 2, 0.5, 0.5],
    ['Rprec', rPrecision, Infinity, 0.6667, 0],
    ['relative_P_2', relativePrecision, 2, 0.5, 1],
  ] as const)('%s', (_, measure, k, first, second) => {
    expect(measure(list([1, 3], 3), k)).toBeCloseTo(first, 4);
    expect(measure(list([2], 1), k)).toBeCloseTo(second, 4);
  });

  it('divides precision by k even where fewer were retrieved', () => {
    expect(precision(list([1, 3], 3), 5)).toBe(2 / 5);
  });

  it('counts success once', () => {
    expect([success(list([2, 3], 3), 1), success(list([2, 3], 3), 2)]).toEqual([0, 1]);
  });

  it('cuts the reciprocal rank at k', () => {
    expect([reciprocalRank(list([4], 1), 3), reciprocalRank(list([4], 1), 4)]).toEqual([0, 0.25]);
  });
});

const ALL = {
  averagePrecision,
  averagePrecisionLareqa,
  ndcg,
  precision,
  rPrecision,
  recall,
  reciprocalRank,
  relativePrecision,
  success,
};
const judged = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }).chain((ranks) =>
  fc.record({
    ranks: fc.constant([...ranks].sort((a, b) => a - b)),
    relevant: fc.integer({ min: Math.max(1, ranks.length), max: 20 }),
    k: fc.integer({ min: 1, max: 60 }),
  }),
);

describe.each(Object.entries(ALL))('%s', (_, measure) => {
  it('is undefined without a relevant passage, and 0 when none was retrieved', () => {
    expect(measure(list([], 0), 10)).toBeNull();
    expect(measure(list([], 2), 10)).toBe(0);
  });

  it('stays between 0 and 1', () => {
    fc.assert(
      fc.property(judged, ({ ranks, relevant, k }) => {
        const value = measure(list(ranks, relevant), k) ?? NaN;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('never falls when a relevant passage rises', () => {
    fc.assert(
      fc.property(judged, ({ ranks, relevant, k }) => {
        const first = ranks[0];
        fc.pre(first !== undefined && first > 1);
        const raised = [1, ...ranks.slice(1)];
        expect(measure(list(raised, relevant), k)).toBeGreaterThanOrEqual(
          measure(list(ranks, relevant), k) ?? NaN,
        );
      }),
    );
  });
});

describe('recall, success, reciprocal rank and mAP over R', () => {
  it.each([recall, success, reciprocalRank, averagePrecision])('never fall as k grows', (measure) => {
    fc.assert(
      fc.property(judged, ({ ranks, relevant, k }) => {
        expect(measure(list(ranks, relevant), k + 1)).toBeGreaterThanOrEqual(
          measure(list(ranks, relevant), k) ?? NaN,
        );
      }),
    );
  });
});

describe('LAReQA’s mAP and trec_eval’s', () => {
  it('differ by the smaller of R and k', () => {
    fc.assert(
      fc.property(judged, ({ ranks, relevant, k }) => {
        const trec = averagePrecision(list(ranks, relevant), k) ?? NaN;
        const lareqa = averagePrecisionLareqa(list(ranks, relevant), k) ?? NaN;
        expect(lareqa * Math.min(relevant, k)).toBeCloseTo(trec * relevant, 10);
      }),
    );
  });
});
