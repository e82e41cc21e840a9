import { describe, expect, it } from 'vitest';
import type { Shard } from '../corpus/types.ts';
import { effectiveWeight, fuseInto, queryCountRange } from './fuse.ts';
import type { FusionChoice } from './fusion-choice.ts';
import { planGenerated } from './plan-generated.ts';

const SHARD: Shard = {
  name: 'two',
  passages: [
    { id: 'a', lang: 'am', text: 'አ', group: 'g' },
    { id: 'e', lang: 'en', text: 'e', group: 'g' },
    { id: 'x', lang: 'en', text: 'x' },
  ],
  queries: [{ id: 'q', lang: 'en', text: 'Gold one?', relevant: ['e'], relevantRows: [1] }],
  generated: [{ group: 'g', queries: { am: ['ሀ'], en: ['e1', 'gold one? ', 'e2'], km: ['k1'] } }],
  goldCopies: ['gold one? '],
};
const { plan, texts } = planGenerated(SHARD);
/** One vector per text, along an axis of its own. */
const QUERIES = Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0));
const PASSAGES = Float32Array.from({ length: 12 }, () => 1);

function fused(change: Partial<FusionChoice>): number[][] {
  const choice: FusionChoice = {
    mode: 'sum',
    alpha: 0.5,
    perLanguage: 4,
    languages: ['am', 'en', 'km'],
    normalise: false,
    ...change,
  };
  const out = new Float32Array(12);
  fuseInto(out, PASSAGES, 4, plan, QUERIES, choice);
  return [0, 1, 2].map((row) => [...out.subarray(row * 4, row * 4 + 4)]);
}

describe('planGenerated', () => {
  it('lists each text once, shared by the passages of a group', () => {
    expect(texts).toEqual(['e1', 'e2', 'k1', 'ሀ']);
    expect([...plan.offsets]).toEqual([0, 3, 5, 5]);
    expect([...plan.vector]).toEqual([0, 1, 2, 3, 2]);
  });

  it('never plans a gold question', () => {
    expect(texts).not.toContain('gold one? ');
  });

  it('takes a query once that both its passage and its group name', () => {
    const twice = { ...SHARD, generated: [...SHARD.generated, { docid: 'a', queries: { en: ['e1'] } }] };
    expect([...planGenerated(twice).plan.offsets]).toEqual([0, 3, 5, 5]);
  });
});

describe('fuseInto', () => {
  it('adds α times each query in another language to (1 − α) times the passage', () => {
    expect(fused({})).toEqual([
      [1, 1, 1, 0.5],
      [0.5, 0.5, 1, 1],
      [0.5, 0.5, 0.5, 0.5],
    ]);
  });

  it('divides by the number of queries in mode mean, and leaves a passage without any', () => {
    const [am, en, alone] = fused({ mode: 'mean' });
    expect(am?.[0]).toBeCloseTo(0.5 + 0.5 / 3);
    expect(en?.[3]).toBeCloseTo(0.75);
    expect(alone).toEqual([1, 1, 1, 1]);
  });

  it('takes the first queries of each chosen language', () => {
    expect(fused({ perLanguage: 1 })[0]).toEqual([1, 0.5, 1, 0.5]);
    expect(fused({ languages: ['km'] })[0]).toEqual([0.5, 0.5, 1, 0.5]);
  });

  it('keeps the ranking with α = 0, or no queries', () => {
    expect(fused({ alpha: 0 })).toEqual([0, 1, 2].map(() => [1, 1, 1, 1]));
    expect(
      fused({ perLanguage: 0 })
        .flat()
        .every((value) => value === 0.5),
    ).toBe(true);
  });

  it('brings fused vectors to unit length when asked, keeping their direction', () => {
    const [raw, unit] = [fused({}), fused({ normalise: true })];
    unit.forEach((vector, row) => {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
      const length = Math.hypot(...(raw[row] ?? []));
      vector.forEach((value, i) => {
        expect(value * length).toBeCloseTo(raw[row]?.[i] ?? NaN, 6);
      });
    });
  });

  it('is linear in α', () => {
    const [low, middle, high] = [0, 0.25, 0.5].map((alpha) => fused({ alpha }).flat());
    middle?.forEach((value, i) => {
      expect(value).toBeCloseTo(((low?.[i] ?? NaN) + (high?.[i] ?? NaN)) / 2, 6);
    });
  });
});

describe('queryCountRange', () => {
  it('says where passages receive different numbers', () => {
    const choice: FusionChoice = {
      mode: 'sum',
      alpha: 0.01,
      perLanguage: 4,
      languages: ['am', 'en', 'km'],
      normalise: false,
    };
    expect(queryCountRange(plan, choice)).toEqual({ min: 0, max: 3 });
  });
});

describe('effectiveWeight', () => {
  it.each([
    [5, 0.048],
    [7, 0.066],
    [35, 0.261],
  ])('m = %i weighs %f at α = 0.01', (m, weight) => {
    expect(effectiveWeight('sum', 0.01, m)).toBeCloseTo(weight, 3);
  });

  it('is α for the mean, and nothing without queries', () => {
    expect([
      effectiveWeight('mean', 0.2, 35),
      effectiveWeight('mean', 0.2, 0),
      effectiveWeight('sum', 0.2, 0),
    ]).toEqual([0.2, 0, 0]);
  });
});
