import type { TableData } from '../../domain/export/table.ts';
import type { TrainProgress } from '../../protocol/lab.ts';
import type { LineSeries } from '../../ui/charts/line-chart.tsx';
import { LineChart } from '../../ui/charts/line-chart.tsx';
import { formatDifference, formatFigure } from '../../ui/format-figure.ts';
import { formatCount } from '../../ui/format.ts';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { MAP_LINES } from './figure-lines.ts';
import { figurePoints, gainPoints, lossTable, pointsTable, trace } from './live-rows.ts';

const NOTES = ['A run of the Lab; figures on a fixed sample of the held-out questions.'];

/** Loss, gradient, held-out figures: drawn as they come, or as tables. */
export function LiveCharts({
  progress,
  table,
}: {
  readonly progress: TrainProgress;
  readonly table: boolean;
}) {
  const { steps, losses, gradientNorms, points } = progress;
  const ofLoss = (): TableData => lossTable(progress, 'Loss and gradient norm of the run');
  const ofPoints = (): TableData => pointsTable(points, 'Held-out figures along the run');
  if (table) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 2xl:grid-cols-2">
        <DataTable table={ofPoints()} name="the held-out figures" file={['lab', 'held-out-figures']} />
        <DataTable table={ofLoss()} name="the loss" file={['lab', 'loss']} />
      </div>
    );
  }
  const one = (id: string, values: Float32Array): LineSeries[] => [
    { id, name: '', points: trace(steps, values), colour: 'var(--ink)' },
  ];
  const maps = MAP_LINES.map(({ key, name, ...line }): LineSeries => ({
    id: key,
    // The line shows the change; the value stands at its end.
    name: `${name} ${formatFigure(points.at(-1)?.[key])}`,
    points: gainPoints(points, key),
    ...line,
  }));
  const distance: LineSeries[] = [
    {
      id: 'rankDistance',
      name: '',
      points: figurePoints(points, 'rankDistance'),
      colour: 'var(--ink)',
      marks: 'disc',
    },
  ];
  const xDomain = [0, Math.max(1, steps.at(-1) ?? 0, points.at(-1)?.step ?? 0)] as const;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
      <ChartFrame
        title="Held-out mAP, points since the start"
        file={['lab', 'held-out-map']}
        table={ofPoints}
        notes={NOTES}
      >
        <LineChart
          label="Change of held-out mAP over the steps in hundredths, monolingual, cross-lingual and multilingual"
          axis="step"
          series={maps}
          format={(value) => formatDifference(value, 1)}
          formatX={formatCount}
          xDomain={xDomain}
        />
      </ChartFrame>
      <ChartFrame
        title="Rank distance, lower is fairer"
        file={['lab', 'rank-distance']}
        table={ofPoints}
        notes={NOTES}
      >
        <LineChart
          label="Held-out rank distance over the steps"
          axis="step"
          series={distance}
          format={(value) => value.toFixed(value < 10 ? 1 : 0)}
          formatX={formatCount}
          xDomain={xDomain}
        />
      </ChartFrame>
      {steps.length > 0 && (
        <>
          <ChartFrame title="Loss" file={['lab', 'loss']} table={ofLoss} notes={NOTES}>
            <LineChart
              label="Training loss over the steps"
              axis="step"
              series={one('loss', losses)}
              format={(value) => value.toFixed(2)}
              formatX={formatCount}
              xDomain={xDomain}
            />
          </ChartFrame>
          <ChartFrame title="Gradient norm" file={['lab', 'gradient-norm']} table={ofLoss} notes={NOTES}>
            <LineChart
              label="Norm of the gradient over the steps"
              axis="step"
              series={one('gradient', gradientNorms)}
              format={(value) => value.toFixed(2)}
              formatX={formatCount}
              xDomain={xDomain}
            />
          </ChartFrame>
        </>
      )}
    </div>
  );
}
