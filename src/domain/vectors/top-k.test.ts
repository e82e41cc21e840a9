import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTopSelector, rankOf, topHits } from './top-k.ts';

describe('topHits', () => {
  const scores = Float32Array.of(0.5, 0.9, 0.5, 0, 0.7);
  const ties = Uint32Array.of(3, 0, 1, 2, 4);

  it('orders by score, then by tie order', () => {
    expect(topHits(scores, 4, null, ties, null)).toEqual([
      { row: 1, score: Math.fround(0.9), rank: 1 },
      { row: 4, score: Math.fround(0.7), rank: 2 },
      { row: 2, score: 0.5, rank: 3 },
      { row: 0, score: 0.5, rank: 4 },
    ]);
  });

  it('leaves out what is filtered and what is not above the minimum', () => {
    const hits = topHits(scores, 10, Uint8Array.of(1, 0, 1, 1, 1), ties, 0);
    expect(hits.map(({ row, rank }) => [row, rank])).toEqual([
      [4, 1],
      [2, 2],
      [0, 3],
    ]);
  });

  it('gives nothing for nothing', () => {
    expect(topHits(new Float32Array(0), 5, null, new Uint32Array(0), null)).toEqual([]);
    expect(topHits(scores, 0, null, ties, null)).toEqual([]);
  });

  it('agrees with a full sort, and rankOf with both', () => {
    fc.assert(
      fc.property(listsWithTies, fc.integer({ min: 0, max: 12 }), (list, k) => {
        const order = sorted(list);
        expect(topHits(list.scores, k, list.allowed, list.ties, list.minimum).map(({ row }) => row)).toEqual(
          order.slice(0, k),
        );
        list.scores.forEach((_, row) => {
          const place = order.indexOf(row);
          expect(rankOf(row, list.scores, list.allowed, list.ties, list.minimum)).toBe(
            place < 0 ? null : place + 1,
          );
        });
      }),
    );
  });
});

describe('createTopSelector', () => {
  it('starts afresh with every list', () => {
    const selector = createTopSelector(2);
    const ties = Uint32Array.of(0, 1, 2);
    expect([...selector.select(Float32Array.of(1, 2, 3), null, ties, null)]).toEqual([2, 1]);
    expect([...selector.select(Float32Array.of(0, -2, -3), null, ties, null)]).toEqual([0, 1]);
    expect([...selector.select(Float32Array.of(0, -2, -3), null, ties, 0)]).toEqual([]);
  });
});

interface List {
  readonly scores: Float32Array;
  readonly ties: Uint32Array;
  readonly allowed: Uint8Array | null;
  readonly minimum: number | null;
}

const listsWithTies: fc.Arbitrary<List> = fc.integer({ min: 0, max: 40 }).chain((n) =>
  fc.record({
    scores: fc
      .array(fc.integer({ min: -3, max: 3 }), { minLength: n, maxLength: n })
      .map((s) => Float32Array.from(s)),
    ties: fc
      .shuffledSubarray(
        Array.from({ length: n }, (_, i) => i),
        { minLength: n },
      )
      .map((t) => Uint32Array.from(t)),
    allowed: fc.option(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: n, maxLength: n }).map((a) => Uint8Array.from(a)),
    ),
    minimum: fc.option(fc.integer({ min: -2, max: 2 })),
  }),
);

function sorted({ scores, ties, allowed, minimum }: List): number[] {
  return [...scores.keys()]
    .filter((row) => (allowed === null || allowed[row] === 1) && (minimum === null || scores[row]! > minimum))
    .sort((a, b) => scores[b]! - scores[a]! || ties[a]! - ties[b]!);
}
