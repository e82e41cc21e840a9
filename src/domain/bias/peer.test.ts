import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import type { PeerPassage } from './peer.ts';
import { kruskalWallis, peer } from './peer.ts';

const LEVEL_ONE = new Map([[1, 1]]);

/** One letter is the language of the level-1 passage at the next rank; `missed` are those not retrieved. */
function listOf(order: string, missed = ''): PeerPassage[] {
  return [
    ...Array.from(order, (lang, i) => ({ lang, level: 1, rank: i + 1 })),
    ...Array.from(missed, (lang) => ({ lang, level: 1, rank: null })),
  ];
}

function valueOf(list: readonly PeerPassage[], weights: ReadonlyMap<number, number>): number {
  const result = peer(list, weights);
  if (result.kind === 'constant') throw new Error(result.reason);
  return result.value;
}

describe('peer', () => {
  it('can be done by hand', () => {
    // Means 3 and 4 about 3.5: H = 5 · 1.5 / 17.5; p by scipy 1.17.1, chi2.sf(H, 1).
    expect(valueOf(listOf('ababab'), LEVEL_ONE)).toBeCloseTo(0.5126907602619235, 12);
    expect(valueOf(listOf('aaabbb'), LEVEL_ONE)).toBeCloseTo(0.04953461343562649, 12);
    // Three missed of six share rank (12 + 3 + 1) / 2 = 8: H = 5 · 54 / 56.
    expect(valueOf(listOf('aaa', 'bbb'), LEVEL_ONE)).toBeCloseTo(0.028108040147151875, 12);
  });

  // One query judged at levels 0, 1 and 2, in three languages. Values: peer_measure 0.0.1 under ir_measures, with a
  // stand-in for the helper that later versions of ir_measures no longer have.
  const JUDGED: readonly (readonly [lang: string, level: number])[] = [
    ['a', 1],
    ['a', 0],
    ['b', 2],
    ['a', 1],
    ['b', 0],
    ['b', 1],
    ['a', 2],
    ['c', 0],
    ['a', 0],
    ['c', 1],
  ];
  const NEVER: readonly (readonly [lang: string, level: number])[] = [
    ['b', 1],
    ['a', 2],
  ];
  const judgedAt = (k: number): PeerPassage[] => [
    ...JUDGED.map(([lang, level], i) => ({ lang, level, rank: i < k ? i + 1 : null })),
    ...NEVER.map(([lang, level]) => ({ lang, level, rank: null })),
  ];
  it.each([
    [{ 1: 1 }, 5, 0.1849813999073043],
    [{ 1: 1 }, 10, 0.1666821344779465],
    [{ 0: 0.2, 1: 0.5, 2: 0.3 }, 5, 0.20314256364131872],
    [{ 0: 0.2, 1: 0.5, 2: 0.3 }, 10, 0.33329536218465594],
    [{ 0: 1 }, 5, 0.31731050786291115],
    [{ 0: 1 }, 10, 0.7595721232249684],
    [{ 1: 0.5, 3: 0.5 }, 10, 0.08334106723897325],
  ])('agrees with the reference: weights %j at k = %d', (weights, k, value) => {
    const byLevel = new Map(Object.entries(weights).map(([level, weight]) => [Number(level), weight]));
    expect(valueOf(judgedAt(k), byLevel)).toBeCloseTo(value, 12);
  });

  it('is 1 by definition where nothing relevant is retrieved', () => {
    expect(valueOf(listOf('', 'aabb'), LEVEL_ONE)).toBe(1);
    expect(valueOf([], new Map([[0, 1]]))).toBe(1);
  });

  it('is refused with one relevant passage per language, however they rank', () => {
    const orders = ['abc', 'cba', 'ab', 'c', ''];
    const results = orders.map((order) =>
      peer(listOf(order, ['a', 'b', 'c'].filter((lang) => !order.includes(lang)).join('')), LEVEL_ONE),
    );
    for (const result of results) {
      expect(result).toEqual({ kind: 'constant', reason: 'one-passage-per-language' });
    }
  });

  it('is refused where no weighted level compares languages', () => {
    expect(peer(listOf('aaa'), LEVEL_ONE)).toEqual({ kind: 'constant', reason: 'one-language' });
    expect(peer([], LEVEL_ONE)).toEqual({ kind: 'constant', reason: 'no-passages' });
    // A level of weight 0 does not rescue it.
    const judged = [...listOf('ab'), { lang: 'a', level: 0, rank: 3 }];
    expect(
      peer(
        judged,
        new Map([
          [0, 0],
          [1, 1],
        ]),
      ).kind,
    ).toBe('constant');
  });

  it('marks a constant level beside one that is not', () => {
    const list = [...listOf('ab'), ...Array.from('aabb', (lang, i) => ({ lang, level: 0, rank: i + 3 }))];
    const result = peer(
      list,
      new Map([
        [1, 0.5],
        [0, 0.5],
      ]),
    );
    expect(result).toMatchObject({
      kind: 'value',
      perLevel: [
        { level: 0, weight: 0.5, passages: 4, constant: false },
        { level: 1, weight: 0.5, passages: 2, constant: true },
      ],
    });
  });

  it('is not refused for the lowest level alone', () => {
    const higher = listOf('__aabb')
      .slice(2)
      .map((entry) => ({ ...entry, level: 2 }));
    const weights = new Map([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(peer([...listOf('ab'), ...higher], weights)).toMatchObject({ kind: 'value' });
  });

  it('refuses weights that do not add up', () => {
    expect(() => peer([], new Map([[1, 0.5]]))).toThrow(RangeError);
    expect(() =>
      peer(
        [],
        new Map([
          [0, -1],
          [1, 2],
        ]),
      ),
    ).toThrow(RangeError);
    expect(() => peer([], new Map())).toThrow(RangeError);
  });

  it('lies in [0, 1] and does not care which language is which', () => {
    const passage = fc.record({ lang: fc.nat(3), level: fc.nat(2), found: fc.boolean() });
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 30 }), (passages) => {
        const list = passages.map(({ lang, level, found }, i) => ({
          lang,
          level,
          rank: found ? i + 1 : null,
        }));
        const weights = new Map([
          [0, 0.2],
          [1, 0.3],
          [2, 0.5],
        ]);
        const value = valueOf(list, weights);
        expect(value >= 0 && value <= 1).toBe(true);
        const renamed = list.map((entry) => ({ ...entry, lang: `language ${3 - entry.lang}` }));
        expect(valueOf(renamed, weights)).toBeCloseTo(value, 12);
        expect(valueOf([...list].reverse(), weights)).toBeCloseTo(value, 12);
      }),
    );
  });
});

describe('kruskalWallis', () => {
  it('shows why one passage per language is refused: H is N − 1', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 30 }),
        (ranks) => {
          expect(kruskalWallis(ranks.map((rank) => [rank])).h).toBeCloseTo(ranks.length - 1, 9);
        },
      ),
    );
  });

  it('is 1, not NaN, where the tail rank meets the only real one', () => {
    // M = 2, u = 1: the missed passage gets rank 3.
    expect(kruskalWallis([[3], [null]])).toEqual({ h: null, p: 1 });
  });

  it('leaves out languages without a passage', () => {
    expect(kruskalWallis([[1, 2], [], [3]])).toEqual(kruskalWallis([[1, 2], [3]]));
    expect(kruskalWallis([[1, 2], []])).toEqual({ h: null, p: 1 });
  });
});

describeWithShared('the shared vectors', ['docs', 'papers-tables.json'], (path) => {
  type Vector = { readonly p: number } & (
    { readonly order: string } | { readonly groups: string; readonly H: number }
  );

  it('come out', () => {
    const { vectors } = JSON.parse(readFileSync(path, 'utf8')) as { vectors: { peer_level1: Vector[] } };
    expect(vectors.peer_level1).toHaveLength(5);
    for (const vector of vectors.peer_level1) {
      if ('order' in vector) {
        const missed = vector.order.includes('three b') ? 'bbb' : '';
        expect(valueOf(listOf(/^[ab]+/.exec(vector.order)![0], missed), LEVEL_ONE)).toBeCloseTo(vector.p, 12);
      } else {
        const groups = Array.from({ length: Number.parseInt(vector.groups) }, (_, i) => [i + 1]);
        const test = kruskalWallis(groups);
        expect(test.h).toBeCloseTo(vector.H, 12);
        expect(test.p).toBeCloseTo(vector.p, 12);
      }
    }
  });
});
