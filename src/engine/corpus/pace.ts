/** How fast work goes, and how long the rest takes at that speed. */
export interface Pace {
  readonly perSecond: number;
  readonly secondsLeft: number | null;
}

/** Milliseconds between two reports: a screen shows no more, and messages cost. */
const BETWEEN = 100;

/** Speed means little before this many milliseconds. */
const SETTLED = 500;

/**
 * Counts the speed of one piece of work from its first report on, and holds back reports that come too fast. The last
 * one, with all of `total` done, is never held back.
 */
export function createPace(now: () => number = () => performance.now()): {
  report(done: number, total: number | null, emit: (pace: Pace) => void): void;
} {
  let start: { readonly time: number; readonly done: number } | null = null;
  let previous = 0;
  let last = -Infinity;
  return {
    report(done, total, emit) {
      const time = now();
      // Work that begins anew (another try, another step) has a speed of its own.
      if (start === null || done < previous) start = { time, done };
      previous = done;
      if (time - last < BETWEEN && (total === null || done < total)) return;
      last = time;
      const elapsed = time - start.time;
      const perSecond = elapsed < SETTLED ? 0 : (1000 * (done - start.done)) / elapsed;
      emit({
        perSecond,
        secondsLeft: total === null || perSecond === 0 ? null : Math.max(0, total - done) / perSecond,
      });
    },
  };
}
