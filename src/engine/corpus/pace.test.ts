import { describe, expect, it } from 'vitest';
import type { Pace } from './pace.ts';
import { createPace } from './pace.ts';

describe('pace', () => {
  const run = (steps: readonly (readonly [time: number, done: number])[], total: number | null): Pace[] => {
    const seen: Pace[] = [];
    let at = 0;
    const pace = createPace(() => steps[at]?.[0] ?? 0);
    for (const [index, [, done]] of steps.entries()) {
      at = index;
      pace.report(done, total, (found) => seen.push(found));
    }
    return seen;
  };

  it('counts from the first report, and says nothing of speed too early', () => {
    expect(
      run(
        [
          [0, 100],
          [200, 300],
          [1000, 1100],
        ],
        2100,
      ),
    ).toEqual([
      { perSecond: 0, secondsLeft: null },
      { perSecond: 0, secondsLeft: null },
      { perSecond: 1000, secondsLeft: 1 },
    ]);
  });

  it('holds back reports that come too fast, the last one excepted', () => {
    expect(
      run(
        [
          [0, 0],
          [50, 50],
          [60, 100],
        ],
        100,
      ),
    ).toHaveLength(2);
  });

  it('knows no end without a total, and starts anew when work does', () => {
    const seen = run(
      [
        [0, 0],
        [1000, 500],
        [2000, 0],
        [3000, 100],
      ],
      null,
    );
    expect(seen.map(({ perSecond }) => perSecond)).toEqual([0, 500, 0, 100]);
    expect(seen.every(({ secondsLeft }) => secondsLeft === null)).toBe(true);
  });
});
