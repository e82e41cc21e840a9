import { describe, expect, it } from 'vitest';
import { allTraining, labWorld, withoutGroup, worldShard } from '../../../testing/lab-world.ts';
import type { Shard } from '../../corpus/types.ts';
import { createAlignmentSampler } from './alignment-sampler.ts';

const WORLD = labWorld({
  languages: ['am', 'de', 'en'],
  units: 16,
  content: 2,
  dimensions: 4,
  noise: 0,
  seed: 5,
});
const CHOICE = { languages: [], batchSize: 5, seed: 1 };
const dataOf = (shard: Shard) => ({ ...WORLD, shard, split: allTraining(shard) });

describe('createAlignmentSampler', () => {
  it.each(['queries', 'passages'] as const)('pairs parallel %s of the training half', (on) => {
    const sampler = createAlignmentSampler(WORLD, { ...CHOICE, on });
    const training = on === 'queries' ? WORLD.split.trainingQueries : WORLD.split.trainingPassages;
    expect([sampler.pairs, sampler.stepsPerEpoch]).toEqual([8 * 3, 5]);
    for (let step = 0; step < 50; step += 1) {
      const { left, right, sides } = sampler.batch(step);
      expect(sides).toEqual({ left: on, right: on });
      expect(new Set([...left].map((row) => WORLD.shard[on][row]!.group)).size).toBe(5);
      left.forEach((row, i) => {
        const [a, b] = [WORLD.shard[on][row]!, WORLD.shard[on][right[i]!]!];
        expect(a.group).toBe(b.group);
        expect(a.lang).not.toBe(b.lang);
        expect([training[row], training[right[i]!]]).toEqual([1, 1]);
      });
    }
  });

  it('takes gold passages of one question as parallel where passages have no groups', () => {
    const world = worldShard(['de', 'en'], 4);
    const shard: Shard = {
      ...world,
      passages: world.passages.map(withoutGroup),
      queries: world.queries.map((query) =>
        query.group === 'g1' ? { ...query, relevantRows: [0, 4] } : query,
      ),
    };
    const sampler = createAlignmentSampler(dataOf(shard), { ...CHOICE, on: 'passages' });
    // Three: two of the four questions have the same gold passages.
    expect(sampler.pairs).toBe(3 * 2);
    const { left, right } = sampler.batch(0);
    left.forEach((row, i) => {
      expect(Math.abs(row - right[i]!)).toBe(4);
    });
  });

  it('says what to choose where nothing is parallel', () => {
    const world = worldShard(['de', 'en'], 4);
    const alone = { ...world, queries: world.queries.map(withoutGroup) };
    expect(() => createAlignmentSampler(dataOf(alone), { ...CHOICE, on: 'queries' })).toThrow(
      /has none\. Align on passages/,
    );
    expect(() => createAlignmentSampler(WORLD, { ...CHOICE, on: 'passages', languages: ['en'] })).toThrow(
      /Align on queries/,
    );
  });
});
