import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LossCurve } from './loss-curve.ts';

const step = (loss: number) => ({ loss, gradientNorm: 2 * loss });

describe('LossCurve', () => {
  it('keeps every step until it is full, and then the means of neighbours', () => {
    const curve = new LossCurve(4);
    for (const loss of [8, 6, 4, 2]) curve.add(step(loss));
    expect([...curve.points().losses]).toEqual([8, 6, 4, 2]);
    curve.add(step(1));
    const { losses, gradientNorms, steps } = curve.points();
    expect([...losses]).toEqual([7, 3, 1]);
    expect([...gradientNorms]).toEqual([14, 6, 2]);
    expect([...steps]).toEqual([2, 4, 5]);
  });

  it('passes over work that has no loss', () => {
    const curve = new LossCurve(4);
    curve.add({ loss: null, gradientNorm: null });
    expect([...curve.points().losses]).toEqual([]);
    curve.add(step(1));
    expect([...curve.points().steps]).toEqual([1]);
  });

  it('ends at the last step, with as many entries as may be at most, and keeps the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 300 }), (losses) => {
        const curve = new LossCurve(8);
        for (const loss of losses) curve.add(step(loss));
        const points = curve.points();
        expect(points.losses.length).toBeLessThanOrEqual(8);
        expect(points.steps.at(-1)).toBe(losses.length);
        let from = 0;
        points.steps.forEach((to, entry) => {
          const covered = losses.slice(from, to);
          expect(points.losses[entry]).toBeCloseTo(
            covered.reduce((sum, loss) => sum + loss, 0) / covered.length,
            5,
          );
          from = to;
        });
      }),
    );
  });
});
