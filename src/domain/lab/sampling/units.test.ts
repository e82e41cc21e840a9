import { describe, expect, it } from 'vitest';
import { allTraining, worldShard } from '../../../testing/lab-world.ts';
import { countQueries, findUnits } from './units.ts';

const SHARD = worldShard(['de', 'en', 'km'], 2);
const dataOf = (split = allTraining(SHARD)) => ({
  shard: SHARD,
  dimensions: 0,
  passages: new Float32Array(0),
  queries: new Float32Array(0),
  split,
});

describe('findUnits', () => {
  it('joins parallel queries with what is relevant to them', () => {
    const units = findUnits(dataOf(), []);
    const rows = (unit: number) =>
      new Map([
        ['de', [unit]],
        ['en', [2 + unit]],
        ['km', [4 + unit]],
      ]);
    expect(units).toEqual([0, 1].map((unit) => ({ queries: rows(unit), passages: rows(unit) })));
    expect(countQueries(units)).toBe(6);
  });

  it('keeps to the training languages', () => {
    const units = findUnits(dataOf(), ['km']);
    expect(units.map(({ queries, passages }) => [...queries.keys(), ...passages.keys()])).toEqual([
      ['km', 'km'],
      ['km', 'km'],
    ]);
    expect(findUnits(dataOf(), ['sw'])).toEqual([]);
  });

  it('takes no query and no passage of the held-out half, whatever it is relevant to', () => {
    const split = allTraining(SHARD);
    split.trainingQueries[1] = 0;
    split.trainingPassages[2] = 0;
    const [first, second] = findUnits(dataOf(split), []);
    expect([...first!.passages.keys()]).toEqual(['de', 'km']);
    expect([...second!.queries.keys()]).toEqual(['en', 'km']);
  });
});
