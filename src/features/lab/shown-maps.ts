import type { LabResult } from '../../client/session/lab-state.ts';
import type { HeatMap } from '../../domain/lab/lab-figures.ts';
import type { TrainProgress } from '../../protocol/lab.ts';
import type { ShareOfTop } from '../../ui/charts/share-cell.ts';
import { plural } from '../../ui/format.ts';

/** Two maps of languages that the same questions made. */
export interface ShownMaps {
  readonly before: ShareOfTop;
  readonly after: ShareOfTop;
  /** What the second one is called: `now` while a run goes on, `after` once it is judged. */
  readonly afterName: 'now' | 'after';
  /** `a fixed sample of 60 held-out questions` */
  readonly questions: string;
}

/**
 * Of a run under way: both on its sample of the held-out questions.
 * @param pool of the bench that the run is on; its share of languages is the same whichever questions are asked
 * @returns `null` before the first measurement
 */
export function mapsOfRun(
  { startHeat, heat, points }: Pick<TrainProgress, 'startHeat' | 'heat' | 'points'>,
  pool: ShareOfTop,
): ShownMaps | null {
  if (startHeat === null || heat === null) return null;
  const asked = points.at(-1)?.queries;
  return {
    before: inPool(startHeat, pool),
    after: inPool(heat, pool),
    afterName: 'now',
    questions:
      asked === undefined
        ? 'a fixed sample of the held-out questions'
        : `a fixed sample of ${plural(asked, 'held-out question')}`,
  };
}

/** Of a run that has ended: both on all held-out questions of the bench that it was made on. */
export function mapsOfResult({ before, output }: Pick<LabResult, 'before' | 'output'>): ShownMaps {
  return {
    before: before.bias,
    after: output.report.bias,
    afterName: 'after',
    questions: `all ${plural(output.report.queries, 'held-out question')}`,
  };
}

function inPool(heat: HeatMap, { k, topShare, poolShare }: ShareOfTop): ShareOfTop {
  return {
    k,
    topShare: heat,
    poolShare: heat.columns.map((lang) => poolShare[topShare.columns.indexOf(lang)] ?? 0),
  };
}

/** Reports of a run come more often than its maps change, and each brings new copies of them. */
export function sameMaps(a: ShownMaps, b: ShownMaps): boolean {
  return (
    a.questions === b.questions &&
    a.afterName === b.afterName &&
    sameShare(a.before, b.before) &&
    sameShare(a.after, b.after)
  );
}

function sameShare(a: ShareOfTop, b: ShareOfTop): boolean {
  return (
    a.k === b.k &&
    sameList(a.topShare.rows, b.topShare.rows) &&
    sameList(a.topShare.columns, b.topShare.columns) &&
    sameList(a.topShare.values, b.topShare.values) &&
    sameList(a.poolShare, b.poolShare)
  );
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
