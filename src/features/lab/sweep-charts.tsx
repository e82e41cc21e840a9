import type { ReactNode } from 'react';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { SweepInput, SweepPoint } from '../../protocol/lab.ts';
import type { LineSeries } from '../../ui/charts/line-chart.tsx';
import { LineChart } from '../../ui/charts/line-chart.tsx';
import { formatDifference, formatFigure } from '../../ui/format-figure.ts';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { publishedTable } from '../../domain/regimes/published-table.ts';
import { PUBLISHED_CURVES, PUBLISHED_CURVES_NOTE } from '../../domain/regimes/published.ts';
import { gainCurve, sweepCurve, sweepTable } from './sweep-rows.ts';
import type { FigureKey } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_TITLES, FIGURE_WORDS } from '../../domain/regimes/figures.ts';

const TITLES = { alpha: 'Sweep over α', languages: 'Sweep over the number of training languages' } as const;
const AXES = { alpha: 'α', languages: 'training languages' } as const;

/** A curve for each figure; over α the paper's stand below, over languages those that were seen and those that were not. */
export function SweepCharts({
  input: { over },
  points,
  before,
  table,
}: {
  readonly input: SweepInput;
  readonly points: readonly SweepPoint[];
  /** Of the arm on the bench, as it was. */
  readonly before: Report;
  readonly table: boolean;
}) {
  const { kind } = over;
  const title = TITLES[kind];
  const data = () => sweepTable(points, kind, title, before);
  if (table) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <DataTable table={data()} name="the sweep" file={['lab', title]} />
        {kind === 'alpha' && (
          <DataTable table={publishedTable()} name="the published figures" file={['lab', 'published']} />
        )}
      </div>
    );
  }
  const xDomain: readonly [number, number] =
    kind === 'alpha' ? [0, 1] : [1, Math.max(2, over.counts.at(-1) ?? 2)];
  const start = labFigures(before);
  const ours = (key: FigureKey): LineSeries[] => [
    { id: key, name: '', points: sweepCurve(points, key), colour: 'var(--ink)', marks: 'disc' },
    {
      id: 'before',
      name: 'before',
      points: xDomain.map((x) => ({ x, y: start[key] })),
      colour: 'var(--ink-faint)',
      dash: '5 3',
    },
  ];
  return (
    <>
      <Row title="Measured here, on the held-out questions" mark="ours">
        {FIGURE_KEYS.map((key) => (
          <ChartFrame
            key={key}
            title={FIGURE_TITLES[key]}
            saved={`${FIGURE_WORDS[key]}, measured`}
            file={['lab', title, key]}
            table={data}
            notes={data().notes}
          >
            <LineChart
              label={`${FIGURE_WORDS[key]} over ${AXES[kind]}, measured here`}
              axis={AXES[kind]}
              series={ours(key)}
              format={formatOf(key)}
              xDomain={xDomain}
            />
          </ChartFrame>
        ))}
      </Row>
      {kind === 'alpha' ? (
        <Published />
      ) : (
        <Row
          title="What languages that were trained on gained, and those that were not"
          note="Points of mAP over the same languages before any training: which languages are in a group changes from point to point."
          mark="ours"
        >
          {(['mono', 'multi'] as const).map((setting) => (
            <ChartFrame
              key={setting}
              title={`${FIGURE_TITLES[setting]}, points gained`}
              file={['lab', title, setting, 'seen']}
              table={data}
              notes={data().notes}
            >
              <LineChart
                label={`Points of ${FIGURE_WORDS[setting]} that seen and unseen languages gained over the number of training languages`}
                axis={AXES.languages}
                series={[
                  {
                    id: 'seen',
                    name: 'seen',
                    points: gainCurve(points, 'seen', setting, before),
                    colour: 'var(--ink)',
                    marks: 'disc',
                  },
                  {
                    id: 'unseen',
                    name: 'unseen',
                    points: gainCurve(points, 'unseen', setting, before),
                    colour: 'var(--link)',
                    dash: '5 3',
                    marks: 'ring',
                  },
                ]}
                format={(value) => formatDifference(value, 1)}
                xDomain={xDomain}
              />
            </ChartFrame>
          ))}
        </Row>
      )}
    </>
  );
}

/** The paper's own curves: the same axis, another frame, rings for points, so that nobody takes them for ours. */
function Published() {
  return (
    <Row title="Published, not measured here" mark="published" note={PUBLISHED_CURVES_NOTE}>
      {FIGURE_KEYS.map((key) => (
        <ChartFrame
          key={key}
          title={FIGURE_TITLES[key]}
          saved={`${FIGURE_WORDS[key]}, published`}
          file={['lab', 'published', key]}
          table={publishedTable}
          notes={[PUBLISHED_CURVES_NOTE]}
        >
          <LineChart
            label={`Published ${FIGURE_WORDS[key]} of XLM-R and LaBSE over α`}
            axis="α"
            height={150}
            series={PUBLISHED_CURVES.map(({ model, points }) => ({
              id: model,
              name: model,
              colour: 'var(--ink-faint)',
              dash: '2 3',
              marks: 'ring',
              points: points.map((point) => ({ x: point.alpha, y: point[key] })),
            }))}
            format={formatOf(key)}
            xDomain={[0, 1]}
          />
        </ChartFrame>
      ))}
    </Row>
  );
}

function Row({
  title,
  note,
  mark,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly mark: 'ours' | 'published';
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={
        mark === 'published' ? 'rounded-lg border border-dashed border-line-strong/60 p-3' : undefined
      }
    >
      <h3 className="text-sm font-semibold">{title}</h3>
      {note !== undefined && <p className="text-xs text-faint">{note}</p>}
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 sm:grid-cols-[repeat(2,minmax(0,1fr))] 2xl:grid-cols-[repeat(4,minmax(0,1fr))]">
        {children}
      </div>
    </section>
  );
}

function formatOf(key: FigureKey): (value: number) => string {
  return key === 'rankDistance' ? (value) => value.toFixed(value < 10 ? 1 : 0) : formatFigure;
}
