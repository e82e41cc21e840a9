import type { TableData } from '../../domain/export/table.ts';
import type { LabFigures, LivePoint } from '../../domain/lab/lab-figures.ts';
import type { RoundReport } from '../../domain/lab/lab-run.ts';
import type { TrainProgress } from '../../protocol/lab.ts';
import type { LinePoint } from '../../ui/charts/line-chart.tsx';
import type { FigureKey } from '../../domain/regimes/figures.ts';

/** Points of a run's loss or gradient norm. */
export function trace(steps: Uint32Array, values: Float32Array): readonly LinePoint[] {
  return Array.from(steps, (x, index) => {
    const y = values[index] ?? NaN;
    return { x, y: Number.isFinite(y) ? y : null };
  });
}

export function figurePoints(points: TrainProgress['points'], key: FigureKey): readonly LinePoint[] {
  return points.map((point) => ({ x: point.step, y: point[key] }));
}

/** How many points of mAP (hundredths) a figure has moved since the start of the run. */
export function gainPoints(points: TrainProgress['points'], key: FigureKey): readonly LinePoint[] {
  const start = points[0]?.[key] ?? null;
  return points.map((point) => {
    const value = point[key];
    return { x: point.step, y: start === null || value === null ? null : 100 * (value - start) };
  });
}

/** Loss and gradient norm, one row for each point of the curve. */
export function lossTable({ steps, losses, gradientNorms }: TrainProgress, title: string): TableData {
  const finite = (value: number | undefined): number | null =>
    value !== undefined && Number.isFinite(value) ? value : null;
  return {
    title,
    columns: [
      { key: 'step', label: 'step', kind: 'number', digits: 0 },
      { key: 'loss', label: 'loss', kind: 'number', digits: 4 },
      { key: 'gradient', label: 'gradient norm', kind: 'number', digits: 4 },
    ],
    rows: Array.from(steps, (step, index) => ({
      step,
      loss: finite(losses[index]),
      gradient: finite(gradientNorms[index]),
    })),
    notes: ['Each row is the mean over the steps since the one before.'],
  };
}

/** The held-out figures along a run. */
export function pointsTable(points: TrainProgress['points'], title: string): TableData {
  return {
    title,
    columns: [
      { key: 'step', label: 'step', kind: 'number', digits: 0 },
      ...FIGURE_COLUMNS,
      { key: 'queries', label: 'queries', kind: 'number', digits: 0 },
    ],
    rows: points.map((point) => ({ step: point.step, ...rowOf(point) })),
    notes: ['On a fixed sample of the held-out questions; the result is measured on all of them.'],
  };
}

/** What each round of self-training did, and the gain of cross-lingual mAP since the round before. */
export interface RoundRow extends RoundReport {
  readonly cross: number | null;
  readonly gain: number | null;
}

/** Joins each round with the last point that was measured before the next one began. */
export function roundRows(
  rounds: readonly RoundReport[],
  points: TrainProgress['points'],
): readonly RoundRow[] {
  const lastUntil = (step: number): LivePoint | undefined => points.findLast((point) => point.step <= step);
  return rounds.map((round, place) => {
    const end = rounds[place + 1]?.step ?? Infinity;
    const own = lastUntil(end);
    // A round that has only begun has no figures of its own yet.
    const cross = own === undefined || own.step <= round.step ? null : own.cross;
    const before = lastUntil(round.step)?.cross ?? null;
    return { ...round, cross, gain: cross === null || before === null ? null : cross - before };
  });
}

export function roundsTable(rows: readonly RoundRow[], title: string): TableData {
  return {
    title,
    columns: [
      { key: 'round', label: 'round', kind: 'number', digits: 0 },
      { key: 'labelled', label: 'labelled', kind: 'number', digits: 0 },
      { key: 'queries', label: 'queries', kind: 'number', digits: 0 },
      { key: 'precision', label: 'precision', kind: 'number' },
      { key: 'drift', label: 'drift', kind: 'number' },
      { key: 'cross', label: 'cross-lingual mAP', kind: 'number' },
      { key: 'gain', label: 'gain', kind: 'number' },
    ],
    rows: rows.map(({ round, labelled, queries, precision, drift, cross, gain }) => ({
      round,
      labelled,
      queries,
      precision,
      drift,
      cross,
      gain,
    })),
    notes: [
      'labelled: pseudo-labels that passed the threshold, of the queries they were sought for; precision: share of them that are relevant, which training never looks at.',
      'drift: 1 − mean cosine of the training queries’ vectors with those before the first round. Gain: of cross-lingual mAP since the round before.',
    ],
  };
}

const FIGURE_COLUMNS = [
  { key: 'mono', label: 'monolingual mAP', kind: 'number' },
  { key: 'cross', label: 'cross-lingual mAP', kind: 'number' },
  { key: 'multi', label: 'multilingual mAP', kind: 'number' },
  { key: 'rankDistance', label: 'rank distance', kind: 'number', digits: 1 },
] as const;

function rowOf({ mono, cross, multi, rankDistance, queries }: LabFigures) {
  return { mono, cross, multi, rankDistance, queries };
}
