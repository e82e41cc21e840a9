import { describe, expect, it } from 'vitest';
import type { JudgedQuery } from '../corpus/types.ts';
import { liveSample } from './live-sample.ts';

const query = (id: string, group?: string): JudgedQuery => ({
  ...{ id, lang: 'en', text: '', relevant: [], relevantRows: [] },
  ...(group === undefined ? {} : { group }),
});
const QUERIES = [
  query('a-en', 'a'),
  query('b-en', 'b'),
  query('alone'),
  query('a-de', 'a'),
  query('b-de', 'b'),
  query('c-en', 'c'),
];
const JUDGING = Uint8Array.of(1, 1, 1, 1, 1, 0);

describe('liveSample', () => {
  it('takes whole groups, and a query without one as a group', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const sample = liveSample(QUERIES, JUDGING, 1, seed);
      expect(['100100', '010010', '001000']).toContain(sample.join(''));
    }
  });

  it('takes all that judge where there are no more, and never one that does not', () => {
    expect(liveSample(QUERIES, JUDGING, 60, 1)).toEqual(JUDGING);
  });

  it('is the same for a seed', () => {
    expect(liveSample(QUERIES, JUDGING, 2, 5)).toEqual(liveSample(QUERIES, JUDGING, 2, 5));
  });
});
