import { describe, expect, it } from 'vitest';
import { explainUnknown, parseMeasures } from './measure-list.ts';

function names(list: string): readonly string[] | string {
  const measures = parseMeasures(list);
  return 'unknown' in measures ? measures.unknown : measures.map(({ canonical }) => canonical);
}

describe('parseMeasures', () => {
  it('takes our names and trec_eval’s in one list', () => {
    expect(names('map,ndcg_cut_10, recall_100 recip_rank,R@5')).toEqual([
      'mAP',
      'nDCG@10',
      'R@100',
      'MRR',
      'R@5',
    ]);
  });

  it('joins further cut-offs to the measure before them', () => {
    expect(names('recall_5,10,ndcg_cut.10,P.5,10')).toEqual(['R@5', 'R@10', 'nDCG@10', 'P@5', 'P@10']);
    expect(names('iprec_at_recall.0.1,.25,1')).toEqual([
      'iprec_at_recall_0.10',
      'iprec_at_recall_0.25',
      'iprec_at_recall_1.00',
    ]);
    expect(names('R@5,10')).toEqual(['R@5', 'R@10']);
  });

  it('fills in trec_eval’s own cut-offs', () => {
    expect(names('success,unj')).toEqual([
      'Success@1',
      'Success@5',
      'Success@10',
      'unj_5',
      'unj_10',
      'unj_20',
    ]);
    expect(names('ndcg_cut')).toHaveLength(9);
  });

  it('lists a measure once, under whatever names it came', () => {
    expect(names('R@10,recall_10,recall.10')).toEqual(['R@10']);
  });

  it('names the first that it does not know', () => {
    expect(names('map,mAP@10,foo')).toBe('mAP@10');
    expect(names('5,map')).toBe('5');
    expect(names('map,5')).toBe('5');
    expect(names('P_5,1.5')).toBe('1.5');
  });

  it('is empty for an empty list', () => {
    expect(names(' , ')).toEqual([]);
  });
});

describe('explainUnknown', () => {
  it('tells the two meanings of mAP@k apart', () => {
    expect(explainUnknown('mAP@10')).toContain('mAPcut@10 is trec_eval’s map_cut_10');
    expect(explainUnknown('mAP@10')).toContain('mAPlareqa@10');
    expect(explainUnknown('foo')).toContain('"foo" is unknown');
  });
});
