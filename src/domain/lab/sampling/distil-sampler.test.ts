import { describe, expect, it } from 'vitest';
import { allTraining, labWorld, worldShard } from '../../../testing/lab-world.ts';
import { createDistilSampler } from './distil-sampler.ts';

const WORLD = labWorld({
  languages: ['am', 'de', 'en'],
  units: 16,
  content: 2,
  dimensions: 4,
  noise: 0,
  seed: 5,
});
const CHOICE = { teacher: 'en', batchSize: 5, seed: 1 };

describe('createDistilSampler', () => {
  it("pairs every student with its unit's teacher, itself among them, over the teacher's passages", () => {
    const sampler = createDistilSampler(WORLD, CHOICE);
    expect([sampler.pairs, sampler.stepsPerEpoch]).toEqual([24, 5]);
    const students = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      const batch = sampler.batch(step);
      const { queries, passages } = WORLD.shard;
      batch.students.forEach((row, i) => {
        const teacher = queries[batch.teachers[i]!]!;
        expect(teacher).toMatchObject({ lang: 'en', group: queries[row]!.group });
        expect(WORLD.split.trainingQueries[row]).toBe(1);
        students.add(queries[row]!.lang);
      });
      expect(new Set(batch.passages).size).toBe(5);
      const groups = new Set([...batch.students].map((row) => queries[row]!.group));
      for (const row of batch.passages) {
        expect(WORLD.split.trainingPassages[row]).toBe(1);
        expect(groups).toContain(passages[row]!.group);
        expect(passages[row]!.lang).toBe('en');
      }
    }
    expect([...students].sort()).toEqual(['am', 'de', 'en']);
  });

  it('names teachers that there are', () => {
    expect(() => createDistilSampler(WORLD, { ...CHOICE, teacher: 'sw' })).toThrow(
      /\(sw\).*Choose a teacher among am, de, en\./s,
    );
    const shard = worldShard(['en'], 4);
    const english = { ...WORLD, shard, split: allTraining(shard) };
    expect(() => createDistilSampler(english, CHOICE)).toThrow(/No other language has them either/);
  });
});
