/** Rate and time left of a long job, smoothed over the whole job so far. */
export interface Pace {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/**
 * @param from what was done before this run (a job that goes on after a pause starts with it)
 */
export function startPace(total: number, from = 0): (done: number) => Pace {
  const start = performance.now();
  return (done) => {
    const seconds = (performance.now() - start) / 1000;
    const perSecond = seconds > 0 ? (done - from) / seconds : 0;
    return { done, total, perSecond, secondsLeft: perSecond > 0 ? (total - done) / perSecond : 0 };
  };
}
