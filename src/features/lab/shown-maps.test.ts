import { describe, expect, it } from 'vitest';
import type { LabResult } from '../../client/session/lab-state.ts';
import type { ShareOfTop } from '../../ui/charts/share-cell.ts';
import { mapsOfResult, mapsOfRun, sameMaps } from './shown-maps.ts';

const heat = (values: readonly number[], columns = ['am', 'en']) => ({
  rows: ['en'],
  columns,
  values,
  counts: values.map(() => 1),
});
const pool: ShareOfTop = { k: 10, topShare: heat([0.5, 0.5]), poolShare: [0.25, 0.75] };
const point = { step: 8, mono: 0.5, cross: 0.4, multi: 0.3, rankDistance: 9, queries: 60 };
const run = { startHeat: heat([0.2, 0.8]), heat: heat([0.4, 0.6]), points: [point] };

describe('the maps that are shown', () => {
  it('of a run: its own start, not the figures of all held-out questions', () => {
    const maps = mapsOfRun(run, pool);
    expect(maps).toMatchObject({
      afterName: 'now',
      questions: 'a fixed sample of 60 held-out questions',
      before: { k: 10, topShare: run.startHeat },
      after: { k: 10, topShare: run.heat },
    });
    expect(mapsOfRun({ ...run, startHeat: null }, pool)).toBeNull();
  });

  it('of a run: the pool’s shares follow the order of the map’s columns', () => {
    const turned = mapsOfRun({ ...run, heat: heat([0.6, 0.4], ['en', 'am']) }, pool);
    expect(turned?.after.poolShare).toEqual([0.75, 0.25]);
    expect(turned?.before.poolShare).toEqual([0.25, 0.75]);
  });

  it('of a result: what it was made from and what it is, on all held-out questions', () => {
    const report = (values: readonly number[]) => ({
      bias: { ...pool, topShare: heat(values) },
      queries: 484,
    });
    const result = { before: report([0.1, 0.9]), output: { report: report([0.3, 0.7]) } };
    expect(mapsOfResult(result as unknown as LabResult)).toMatchObject({
      before: { topShare: { values: [0.1, 0.9] } },
      after: { topShare: { values: [0.3, 0.7] } },
      afterName: 'after',
      questions: 'all 484 held-out questions',
    });
  });

  it('are drawn anew when a value changes, not when a copy comes', () => {
    const maps = mapsOfRun(run, pool);
    const other = mapsOfRun({ ...run, heat: heat([0.41, 0.59]) }, pool);
    if (maps === null || other === null) throw new Error('no maps');
    expect(sameMaps(maps, structuredClone(maps))).toBe(true);
    expect(sameMaps(maps, other)).toBe(false);
  });
});
