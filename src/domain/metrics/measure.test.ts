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
    ['R-precision', 'Rprec'],
    ['mapCUT@10', 'mAPcut@10'],
    ['mAPlareqa@20', 'mAPlareqa@20'],
    ['recall_100', 'R@100'],
    ['P_5', 'P@5'],
    ['ndcg_cut_10', 'nDCG@10'],
    ['ndcg_cut.10', 'nDCG@10'],
    ['ndcg', 'nDCG'],
    ['map', 'mAP'],
    ['map_cut_20', 'mAPcut@20'],
    ['recip_rank', 'MRR'],
    ['success_1', 'Success@1'],
    ['bpref', 'bpref'],
    ['infap', 'infAP'],
    ['11pt_avg', '11pt_avg'],
    ['iprec_at_recall_.1', 'iprec_at_recall_0.10'],
    ['iprec_at_recall_0.125', 'iprec_at_recall_0.125'],
    ['Rprec_mult.5', 'Rprec_mult_5.00'],
    ['relative_P_10', 'relative_P_10'],
  ])('reads %s as %s', (name, canonical) => {
    expect(parseMeasure(name)?.canonical).toBe(canonical);
    expect(parseMeasure(canonical)?.canonical).toBe(canonical);
  });

  it.each([
    ...['', 'R', 'R@', 'R@0', 'R@-1', 'R@1.5', 'mAP@10', 'RD@5', 'P', 'F1', 'nDCG@10 x', 'constructor'],
    ...['map_10', 'ap@5', 'recall_0', 'recall_', 'P_1.5', 'ndcg_10', 'ndcg_cut', 'recip_rank_10', 'bpref@5'],
    ...['iprec_at_recall_1.5', 'iprec_at_recall_x', 'ndcg_1=3', 'mAPcut', 'mAPlareqa', 'Rprec@5'],
  ])('refuses "%s"', (name) => {
    expect(parseMeasure(name)).toBeNull();
  });

  it('knows trec_eval’s name, where it has one', () => {
    const names = [
      'R@10',
      'nDCG',
      'nDCG@5',
      'MRR',
      'MRR@10',
      'mAP',
      'mAPcut@5',
      'mAPlareqa@5',
      'RD',
      'rprec',
    ];
    expect(names.map((name) => parseMeasure(name)?.trecName)).toEqual([
      'recall_10',
      'ndcg',
      'ndcg_cut_5',
      'recip_rank',
      null,
      'map',
      'map_cut_5',
      null,
      null,
      'Rprec',
    ]);
  });

  it('tells trec_eval’s mAP@k and LAReQA’s apart in words', () => {
    expect(parseMeasure('mAPcut@5')?.explanation).toContain('divided by all R');
    expect(parseMeasure('mAPlareqa@5')?.explanation).toContain('the smaller of R and k');
  });

  it('says which way is better, and in what unit', () => {
    expect(parseMeasure('RD')).toMatchObject({ higherIsBetter: false, unit: 'ranks' });
    expect(parseMeasure('R@10')).toMatchObject({ higherIsBetter: true, unit: 'fraction', k: 10 });
  });
});
