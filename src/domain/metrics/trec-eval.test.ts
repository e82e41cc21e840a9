import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithShared, sharedPath } from '../../testing/shared-data.ts';
import { compareDocnos } from '../corpus/compare-docnos.ts';
import { valueOf } from './measure-value.ts';
import { parseMeasure } from './measure.ts';

const FOLDER = ['data', 'conformance', 'trec_eval'];
/** trec_eval's names beside ours. */
const NAMES = new Map([
  ['map', 'mAP'],
  ['Rprec', 'Rprec'],
  ['recip_rank', 'MRR'],
  ['ndcg', 'nDCG'],
  ...[5, 10, 20, 100, 1000].flatMap((k): [string, string][] => [
    [`recall_${k}`, `R@${k}`],
    [`P_${k}`, `P@${k}`],
    [`ndcg_cut_${k}`, `nDCG@${k}`],
    [`map_cut_${k}`, `mAPcut@${k}`],
  ]),
  ...[1, 5, 10].map((k): [string, string] => [`success_${k}`, `Success@${k}`]),
]);

// Runs with all their judgements: `src/domain/trec/conformance.test.ts`.
describeWithShared('agreement with trec_eval from ranks alone', FOLDER, () => {
  const expected = rowsOf('out.test.aq').flatMap(([name = '', query = '', value = '']) => {
    const ours = NAMES.get(name);
    return ours === undefined || query === 'all' ? [] : [{ name, ours, query, value }];
  });

  it('has something to compare', () => {
    expect(expected.length).toBeGreaterThanOrEqual(NAMES.size * 3);
  });

  it.each(expected)('$name of query $query is $value', ({ ours, query, value }) => {
    const measure = parseMeasure(ours);
    if (measure === null) throw new Error(`${ours} is not a measure.`);
    expect(valueOf(measure, { ...judge(query), run: null })?.toFixed(4)).toBe(value);
  });
});

describe('the order of trec_eval', () => {
  it('puts the larger id first among equal scores', () => {
    expect(
      inOrder([
        { id: 'a', score: 1 },
        { id: 'b', score: 1 },
        { id: 'c', score: 2 },
      ]),
    ).toEqual(['c', 'b', 'a']);
  });
});

function judge(query: string): { ranks: number[]; relevant: number } {
  const relevant = new Set(
    rowsOf('qrels.test').flatMap(([q, , id = '', grade]) => (q === query && Number(grade) > 0 ? [id] : [])),
  );
  const run = rowsOf('results.test').flatMap(([q, , id = '', , score]) =>
    q === query ? [{ id, score: Number(score) }] : [],
  );
  const ranks = inOrder(run).flatMap((id, place) => (relevant.has(id) ? [place + 1] : []));
  return { ranks, relevant: relevant.size };
}

function inOrder(run: readonly { id: string; score: number }[]): string[] {
  return [...run].sort((a, b) => b.score - a.score || compareDocnos(b.id, a.id)).map(({ id }) => id);
}

function rowsOf(file: string): string[][] {
  const path = sharedPath(...FOLDER, file);
  if (path === null) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/));
}
