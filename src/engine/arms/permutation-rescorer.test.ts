import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { createPermutationRescorer } from './permutation-rescorer.ts';

/** Passages `p0`, `p1`, … in this order, and two queries. */
function shardOf(passages: number): Shard {
  const shard = selectShard(
    {
      name: 'numbers',
      passages: Array.from({ length: passages }, (_, i) => ({ id: `p${String(i)}`, lang: 'en', text: 't' })),
      queries: ['q0', 'q1'].map((id) => ({ id, lang: 'en', text: id, relevant: ['p0'] })),
      generated: [],
    },
    { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
  );
  return {
    ...shard,
    passages: shard.passages.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1))),
  };
}

async function rescored(orders: Record<string, string[]>, scores: readonly number[], query = 0) {
  const rescorer = createPermutationRescorer(orders);
  await rescorer.index(shardOf(scores.length), {});
  const values = Float32Array.from(scores);
  rescorer.rescore(query, values);
  return values;
}

describe('createPermutationRescorer', () => {
  it('puts listed passages before all others and leaves the others alone', async () => {
    const scores = await rescored({ q0: ['p3', 'nowhere', 'p1', 'p3'] }, [0.5, 0.25, 0.5, -0.5]);
    expect([...scores]).toEqual([0.5, 513 / 1024, 0.5, 514 / 1024]);
  });

  it('leaves a query that is not listed, and free text, as they are', async () => {
    expect([...(await rescored({ q0: ['p1'] }, [0.5, 0.25], 1))]).toEqual([0.5, 0.25]);
    expect([...(await rescored({ constructor: ['p1'] }, [0.5, 0.25]))]).toEqual([0.5, 0.25]);
    const rescorer = createPermutationRescorer({ q0: ['p1'] });
    await rescorer.index(shardOf(2), {});
    const scores = Float32Array.of(0.5, 0.25);
    await rescorer.rescoreText('q0', 'en', scores);
    expect([...scores]).toEqual([0.5, 0.25]);
  });

  it('ranks when everything is listed, and has nothing to encode', async () => {
    const scores = await rescored({ q0: ['p1', 'p0'] }, [0.9, 0.1]);
    expect(scores[1]).toBeGreaterThan(scores[0]!);
    expect(createPermutationRescorer({}).work(shardOf(2))).toBe(0);
  });

  it('asks for a shard first', () => {
    expect(() => {
      createPermutationRescorer({}).rescore(0, new Float32Array(1));
    }).toThrow(expect.objectContaining({ code: 'not-ready' }));
  });

  it('keeps the order strict in single precision, whatever the scores', async () => {
    const score = fc.oneof(
      fc.float({ min: -1, max: 1, noNaN: true }),
      fc.float({ min: Math.fround(-1e37), max: Math.fround(1e37), noNaN: true }),
      fc.constantFrom(0, -0, 1, 2 ** 24, 2 ** 24 - 1, -(2 ** 24), 2 ** -149),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(score, { minLength: 1, maxLength: 40 }), fc.nat(), async (scores, seed) => {
        const listed = scores.flatMap((_, i) => ((seed >> (i % 30)) & 1 ? [`p${String(i)}`] : [])).reverse();
        const after = await rescored({ q0: listed }, scores);
        const rows = listed.map((id) => Number(id.slice(1)));
        for (const [i, row] of rows.entries()) {
          if (i > 0) expect(after[row]).toBeLessThan(after[rows[i - 1]!]!);
        }
        const last = after[rows.at(-1) ?? -1] ?? Infinity;
        for (const [row, value] of Float32Array.from(scores).entries()) {
          if (rows.includes(row)) continue;
          expect(after[row]).toBe(value);
          expect(value).toBeLessThan(last);
        }
      }),
    );
  });
});
