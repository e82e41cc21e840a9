import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../testing/shared-data.ts';
import type { RegimeFigures } from './figures.ts';
import { publishedTable } from './published-table.ts';
import { PUBLISHED_CURVES, PUBLISHED_RUNS } from './published.ts';

describe('the published figures', () => {
  it('are those of three strategies and two models', () => {
    expect(publishedTable().rows).toHaveLength(6);
    for (const { points } of PUBLISHED_CURVES) expect(points.map(({ alpha }) => alpha)).toEqual([0, 0.5, 1]);
  });

  it('put X-Y at α = 0, hybrid at 0.5 and X-X-mono at 1', () => {
    expect(PUBLISHED_CURVES[0]?.points.map(({ alpha, cross }) => [alpha, cross])).toEqual([
      [0, 0.6997],
      [0.5, 0.7053],
      [1, 0.6737],
    ]);
  });

  it('show what the paper shows: training in one language at a time has the largest rank distance', () => {
    for (const { points } of PUBLISHED_CURVES) {
      const [across, hybrid, alone] = points.map(({ rankDistance }) => rankDistance);
      expect(alone).toBeGreaterThan(across ?? Infinity);
      expect(alone).toBeGreaterThan(hybrid ?? Infinity);
    }
  });
});

interface Transcribed {
  readonly hybrid_means: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number[]>>>>>
  >;
  readonly hybrid_rank_distance: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>>
  >;
}

describeWithShared(
  'the published figures against their transcription',
  ['docs', 'papers-tables.json'],
  (path) => {
    const runs = PUBLISHED_RUNS.filter(({ model }) => model === 'XLM-R' || model === 'LaBSE');
    it.each(runs)('$model on $corpus', ({ model, corpus, byRegime }) => {
      // Read here and not beside the tests: a suite that is skipped is still collected, without a path.
      const { hybrid_means: means, hybrid_rank_distance: distances } = JSON.parse(
        readFileSync(path, 'utf8'),
      ) as Transcribed;
      for (const [regime, printed] of [
        ['x-x-mono', 'X-X-mono'],
        ['x-y', 'X-Y'],
        ['hybrid', 'Hybrid'],
      ] as const) {
        const { mono, cross, multi, rankDistance } = byRegime[regime] as RegimeFigures;
        expect([mono, cross, multi]).toEqual(means[corpus]?.[model]?.[printed]?.slice(0, 3));
        // Rank distance is printed language by language; the mean is taken over them.
        const perLanguage = Object.values(distances[corpus]?.[model]?.[printed] ?? {});
        const mean = perLanguage.reduce((sum, value) => sum + value, 0) / perLanguage.length;
        expect(Math.abs(mean - rankDistance)).toBeLessThan(0.06);
      }
    });
  },
);
