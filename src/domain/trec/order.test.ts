import { describe, expect, it } from 'vitest';
import { orderOf } from './order.ts';

describe('orderOf', () => {
  it('orders by score, then by id, both descending', () => {
    const list = { docnos: ['a', 'b', 'c', 'd'], scores: [1, 1, 2, 0] };
    expect(orderOf(list, 'trec_eval-10')).toEqual(['c', 'b', 'a', 'd']);
  });

  it('compares ids by their bytes: what is beyond U+FFFF comes first', () => {
    const list = { docnos: ['\uffee', '\u{1f600}', 'é', 'z'], scores: [0, 0, 0, 0] };
    expect(orderOf(list, 'trec_eval-10')).toEqual(['\u{1f600}', '\uffee', 'é', 'z']);
  });

  it('lets scores tie in single precision as trec_eval 9 does', () => {
    const list = { docnos: ['a', 'b'], scores: [1.00000000001, 1] };
    expect(orderOf(list, 'trec_eval-10')).toEqual(['a', 'b']);
    expect(orderOf(list, 'trec_eval-9')).toEqual(['b', 'a']);
  });

  it('orders infinite scores', () => {
    const list = { docnos: ['a', 'b', 'c', 'd'], scores: [-Infinity, Infinity, 0, Infinity] };
    expect(orderOf(list, 'trec_eval-10')).toEqual(['d', 'b', 'c', 'a']);
  });
});
