import { describe, expect, it } from 'vitest';
import { parseMeasure } from './measure.ts';

describe('parseMeasure', () => {
  it.each([
    ['R@10', 'R@10'],
    ['recall@5', 'R@5'],
    ['ndcg@10', 'nDCG@10'],
    ['nDCG', 'nDCG'],
    ['rr', 'MRR'],
    ['mrr@10', 'MRR@10'],
    ['MAP', 'mAP'],
    ['ap', 'mAP'],
    ['p@5', 'P@5'],
    ['SUCCESS@1', 'Success@1'],
    ['rd', 'RD'],
  ])('reads %s as %s', (name, canonical) => {
    expect(parseMeasure(name)?.canonical).toBe(canonical);
    expect(parseMeasure(canonical)?.canonical).toBe(canonical);
  });

  it.each(['', 'R', 'R@', 'R@0', 'R@-1', 'R@1.5', 'mAP@10', 'RD@5', 'P', 'F1', 'nDCG@10 x', 'constructor'])(
    'refuses "%s"',
    (name) => {
      expect(parseMeasure(name)).toBeNull();
    },
  );

  it('says which way is better, and in what unit', () => {
    expect(parseMeasure('RD')).toMatchObject({ higherIsBetter: false, unit: 'ranks' });
    expect(parseMeasure('R@10')).toMatchObject({ higherIsBetter: true, unit: 'fraction', k: 10 });
  });
});
