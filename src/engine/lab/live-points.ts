import type { Adapter } from '../../domain/adapter/adapter.ts';
import type { HeatMap, LivePoint } from '../../domain/lab/lab-figures.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import type { HeldOut } from './held-out.ts';

/** Points of a run at most, its start and its end not counted. */
const MOST_POINTS = 40;
/** Of a run's time, measuring takes about this share at most. */
const SHARE = 1 / 3;

/** The start of every run on one bench: what the frozen vectors themselves reach. */
export interface StartPoint {
  readonly point: LivePoint;
  readonly heat: HeatMap;
  readonly milliseconds: number;
}

export async function measureStart(
  sample: HeldOut,
  dimensions: number,
  signal?: AbortSignal,
): Promise<StartPoint> {
  const started = performance.now();
  const report = await sample.measure({ dimensions, steps: [] }, null, { signal });
  return {
    point: { step: 0, ...labFigures(report) },
    heat: report.bias.topShare,
    milliseconds: performance.now() - started,
  };
}

/** Figures over a fixed sample of held-out questions while a run goes on. They change nothing about what is learnt. */
export interface LivePoints {
  readonly points: readonly LivePoint[];
  readonly startHeat: HeatMap;
  readonly heat: HeatMap;
  /** @param trained milliseconds that the run's steps have taken so far */
  isDue(done: number, total: number, trained: number): boolean;
  measure(step: number, adapter: Adapter, signal?: AbortSignal): Promise<void>;
}

export function createLivePoints(sample: HeldOut, start: StartPoint): LivePoints {
  const points: LivePoint[] = [start.point];
  let { heat } = start;
  let last = start.milliseconds;
  let spent = 0;
  return {
    points,
    startHeat: start.heat,
    get heat() {
      return heat;
    },
    isDue(done, total, trained) {
      const since = done - (points.at(-1)?.step ?? 0);
      return since >= total / MOST_POINTS && spent + last <= SHARE * (trained + spent + last);
    },
    async measure(step, adapter, signal) {
      const started = performance.now();
      const report = await sample.measure(adapter, null, { signal });
      points.push({ step, ...labFigures(report) });
      heat = report.bias.topShare;
      last = performance.now() - started;
      spent += last;
    },
  };
}
