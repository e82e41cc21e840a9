import { describe, expect, it } from 'vitest';
import type { LabFigures } from '../../domain/lab/lab-figures.ts';
import { changesOf, direction, verdict } from './verdict.ts';

const figures = (
  mono: number | null,
  cross: number | null,
  multi: number | null,
  rankDistance: number | null,
) => ({ mono, cross, multi, rankDistance, queries: 10 }) satisfies LabFigures;
const before = figures(0.5, 0.4, 0.3, 200);
const words = (after: LabFigures, perSeed: readonly LabFigures[] = []): string =>
  verdict(
    changesOf(
      before,
      after,
      perSeed.map((one) => ({ figures: one })),
    ),
  ).words;

describe('the verdict', () => {
  it('names what rose, and the rank distance beside it', () => {
    expect(words(figures(0.5, 0.421, 0.31, 165))).toBe(
      'Helped: cross-lingual mAP rose by 2.1 points, multilingual mAP rose by 1.0 point and rank distance fell by 35.0 ranks.',
    );
  });
  it('says plainly when it did not help', () => {
    expect(words(figures(0.5, 0.396, 0.3, 200))).toBe('Did not help: cross-lingual mAP fell by 0.4 points.');
    expect(words(before)).toBe('Did not help: no figure moved.');
    expect(words(figures(0.5, 0.4, 0.3, 150))).toBe('Did not help: rank distance fell by 50.0 ranks.');
  });
  it('names gains and losses in one breath', () => {
    expect(words(figures(0.48, 0.42, 0.3, 200))).toBe(
      'Helped here and cost there: cross-lingual mAP rose by 2.0 points and monolingual mAP fell by 2.0 points.',
    );
  });
  it('does not call a gain what the seeds do not agree on', () => {
    const seeds = [
      figures(0.52, 0.41, 0.3, 200),
      figures(0.49, 0.412, 0.3, 200),
      figures(0.5, 0.411, 0.3, 200),
    ];
    expect(words(seeds[0] ?? before, seeds)).toBe(
      'Helped: cross-lingual mAP rose by 1.1 points. Not certain over 3 seeds: monolingual mAP.',
    );
  });
  it('what cannot be judged is not zero', () => {
    expect(words(figures(null, null, null, null))).toBe('Nothing could be judged on the held-out questions.');
  });
});

describe('changes', () => {
  it('are means over the seeds, while the arm is the first', () => {
    const seeds = [figures(0.6, null, 0.3, 200), figures(0.7, null, 0.3, 190)];
    const [mono, cross, , distance] = changesOf(
      before,
      seeds[0] ?? before,
      seeds.map((one) => ({ figures: one })),
    );
    expect(mono).toMatchObject({ before: 0.5, after: 0.6, seeds: 2 });
    expect(mono?.change).toBeCloseTo(0.15, 9);
    expect(cross).toMatchObject({ change: null, seeds: 0 });
    expect(distance?.change).toBeCloseTo(-5, 9);
  });
  it('a smaller rank distance is better', () => {
    const [, , , distance] = changesOf(before, figures(0.5, 0.4, 0.3, 150), []);
    expect(distance && direction(distance)).toBe('better');
  });
});
