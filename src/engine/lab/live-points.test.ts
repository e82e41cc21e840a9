import { describe, expect, it } from 'vitest';
import { buildTable } from '../../domain/metrics/build-table.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { reportOf } from '../arms/reports.ts';
import type { HeldOut } from './held-out.ts';
import { createLivePoints, measureStart } from './live-points.ts';

const table = buildTable({ en: 5 }, [{ lang: 'en', relevant: [['en', 2, 2]], top: ['en'] }]);
const shard: Shard = {
  name: '',
  passages: [],
  queries: [{ id: 'q', lang: 'en', text: '', relevant: [], relevantRows: [] }],
  generated: [],
  goldCopies: [],
};
const report: Report = reportOf(
  shard,
  table,
  { measures: ['mAP'], k: 10, fusion: null },
  { fused: null, noResults: 0 },
);
/** Figures that were made before; a measurement takes no time to speak of. */
const sample: HeldOut = { queries: 1, measure: () => Promise.resolve(report) };
const start = { ...(await measureStart(sample, 1)), milliseconds: 100 };
const adapter = { dimensions: 1, steps: [] };

describe('createLivePoints', () => {
  it('starts with what the frozen vectors reach', () => {
    const { points, heat, startHeat } = createLivePoints(sample, start);
    expect(points).toMatchObject([{ step: 0, multi: 0.5, queries: 1 }]);
    expect(heat).toEqual(report.bias.topShare);
    expect(startHeat).toEqual(report.bias.topShare);
  });

  it('keeps the map of the start beside the newest one', async () => {
    const earlier = { ...report.bias.topShare, values: [0.5] };
    const live = createLivePoints(sample, { ...start, heat: earlier });
    await live.measure(5, adapter);
    expect(live.startHeat).toEqual(earlier);
    expect(live.heat).toEqual(report.bias.topShare);
  });

  it('waits until a measurement takes a third of the time at most', () => {
    const live = createLivePoints(sample, start);
    expect(live.isDue(50, 100, 199)).toBe(false);
    expect(live.isDue(50, 100, 201)).toBe(true);
  });

  it('measures no more than some forty points of a run', async () => {
    const live = createLivePoints(sample, start);
    for (let done = 1; done <= 1000; done += 1) {
      if (live.isDue(done, 1000, 1e9)) await live.measure(done, adapter);
    }
    expect(live.points).toHaveLength(41);
    expect(live.points.at(-1)?.step).toBe(1000);
  });
});
