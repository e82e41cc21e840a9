import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labWorld, withoutGroup, worldShard, allTraining } from '../../../testing/lab-world.ts';
import type { Shard } from '../../corpus/types.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import type { HybridChoice } from './hybrid-sampler.ts';
import { createHybridSampler } from './hybrid-sampler.ts';
import type { PairBatch } from './pair-batch.ts';

const WORLD = labWorld({
  languages: ['am', 'de', 'en', 'km'],
  units: 24,
  content: 2,
  dimensions: 4,
  noise: 0,
  seed: 3,
});
const CHOICE: HybridChoice = { alpha: 0.5, languages: [], batchSize: 6, seed: 1 };

const languagesOf = (batch: PairBatch, { shard }: LabData = WORLD) => ({
  queries: [...batch.left].map((row) => shard.queries[row]!.lang),
  passages: [...batch.right].map((row) => shard.passages[row]!.lang),
});
const isMono = (batch: PairBatch): boolean => {
  const { queries, passages } = languagesOf(batch);
  return new Set([...queries, ...passages]).size === 1;
};
const batches = (choice: Partial<HybridChoice>, count: number, data: LabData = WORLD): PairBatch[] => {
  const sampler = createHybridSampler(data, { ...CHOICE, ...choice });
  return Array.from({ length: count }, (_, step) => sampler.batch(step));
};
const dataOf = (shard: Shard): LabData => ({
  shard,
  dimensions: 1,
  passages: new Float32Array(shard.passages.length),
  queries: new Float32Array(shard.queries.length),
  split: allTraining(shard),
});

describe('createHybridSampler', () => {
  it('draws monolingual batches only at α = 1, from all languages alike', () => {
    const drawn = batches({ alpha: 1 }, 400);
    expect(drawn.every(isMono)).toBe(true);
    for (const lang of ['am', 'de', 'en', 'km']) {
      const share = drawn.filter((batch) => languagesOf(batch).queries[0] === lang).length / 400;
      expect(share).toBeGreaterThan(0.18);
      expect(share).toBeLessThan(0.32);
    }
  });

  it('draws pairs in two languages only at α = 0, all ordered pairs alike', () => {
    const counts = new Map<string, number>();
    for (const batch of batches({ alpha: 0 }, 400)) {
      const { queries, passages } = languagesOf(batch);
      queries.forEach((lang, i) => {
        expect(passages[i]).not.toBe(lang);
        const pair = `${lang}-${passages[i]!}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      });
    }
    expect(counts.size).toBe(12);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(150);
      expect(count).toBeLessThan(250);
    }
  });

  it('is monolingual in a share near α', () => {
    const share = batches({ alpha: 0.3 }, 2000).filter(isMono).length / 2000;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.03);
  });

  it('takes different units, of the training half, each with what is relevant to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer(), (step, seed) => {
        const batch = createHybridSampler(WORLD, { ...CHOICE, seed }).batch(step);
        const groups = [...batch.left].map((row) => WORLD.shard.queries[row]!.group);
        expect(new Set(groups).size).toBe(6);
        batch.left.forEach((row, i) => {
          expect(WORLD.split.trainingQueries[row]).toBe(1);
          expect(WORLD.split.trainingPassages[batch.right[i]!]).toBe(1);
          expect(WORLD.shard.queries[row]!.relevantRows).toContain(batch.right[i]);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('draws the same batch for a step in whatever order it is asked, and others for another seed', () => {
    const sampler = createHybridSampler(WORLD, CHOICE);
    const late = sampler.batch(7);
    sampler.batch(3);
    expect(sampler.batch(7)).toEqual(late);
    expect(createHybridSampler(WORLD, CHOICE).batch(7)).toEqual(late);
    expect(createHybridSampler(WORLD, { ...CHOICE, seed: 2 }).batch(7)).not.toEqual(late);
  });

  it('keeps to the training languages, and counts each of their queries once', () => {
    for (const batch of batches({ languages: ['en', 'km'] }, 50)) {
      const { queries, passages } = languagesOf(batch);
      expect([...queries, ...passages].every((lang) => lang === 'en' || lang === 'km')).toBe(true);
    }
    const sampler = createHybridSampler(WORLD, { ...CHOICE, languages: ['en', 'km'] });
    expect(sampler.pairs).toBe(12 * 2);
    expect(sampler.stepsPerEpoch).toBe(4);
    expect(createHybridSampler(WORLD, { ...CHOICE, batchSize: 7 }).stepsPerEpoch).toBe(7);
  });

  it('makes a batch as large as there are units where it cannot be larger', () => {
    expect(batches({ batchSize: 100 }, 1)[0]!.left).toHaveLength(12);
  });

  it('leaves out of the negatives what is relevant to a query through another pair', () => {
    // Two questions share their gold passages, as 656 of XQuAD-R's 1,190 do.
    const world = worldShard(['de', 'en'], 3);
    const shared: Shard = {
      ...world,
      queries: world.queries.map((query) =>
        query.group === 'g1' ? { ...query, relevantRows: [0, 3] } : query,
      ),
    };
    for (const batch of batches({ batchSize: 3 }, 40, dataOf(shared))) {
      const unitOf = [...batch.left].map((row) => shared.queries[row]!.group!);
      const meets = (i: number, j: number) => i !== j && unitOf[i] !== 'g2' && unitOf[j] !== 'g2';
      const duplicate = (j: number) => batch.right.indexOf(batch.right[j]!) < j;
      for (let i = 0; i < 3; i += 1) {
        for (let j = 0; j < 3; j += 1) {
          const expected = meets(i, j) || (i !== j && duplicate(j));
          expect(batch.excluded[i * 3 + j]).toBe(expected ? 1 : 0);
        }
      }
    }
  });

  it('takes a query without a group as a unit by itself', () => {
    const world = worldShard(['de', 'en'], 3);
    const queries = world.queries.map(withoutGroup);
    const batch = batches({ batchSize: 10 }, 1, dataOf({ ...world, queries }))[0]!;
    expect(batch.left).toHaveLength(isMono(batch) ? 3 : 6);
  });

  it('says what is missing where α asks for what the data does not have', () => {
    const refuse = (choice: Partial<HybridChoice>, data: LabData) => () =>
      createHybridSampler(data, { ...CHOICE, ...choice });
    const english = dataOf(worldShard(['en'], 4));
    expect(refuse({ alpha: 0.5 }, english)).toThrow(CannotRun);
    expect(refuse({ alpha: 0.5 }, english)).toThrow(/cross-lingual.*Choose α = 1/s);
    expect(refuse({ alpha: 1 }, english)).not.toThrow();
    expect(refuse({ alpha: 1, languages: ['en', 'sw'] }, english)).toThrow(/in sw\. Leave it out/);
    expect(refuse({ alpha: 1 }, dataOf(worldShard(['en'], 1)))).toThrow(/one question only/);

    const world = worldShard(['de', 'en'], 4);
    const apart = world.queries.map((query) => ({
      ...query,
      relevantRows: query.relevantRows.filter((row) => world.passages[row]!.lang !== query.lang),
      group: query.id,
    }));
    const crossOnly = dataOf({ ...world, queries: apart });
    expect(refuse({ alpha: 0.5 }, crossOnly)).toThrow(/monolingual.*Choose α = 0/s);
    expect(refuse({ alpha: 0 }, crossOnly)).not.toThrow();
  });
});
