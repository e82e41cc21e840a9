import type { FigureKey } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_TITLES, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import { publishedTable } from '../../domain/regimes/published-table.ts';
import { PUBLISHED_CURVES, PUBLISHED_CURVES_NOTE } from '../../domain/regimes/published.ts';
import type { SweepsFile } from '../../protocol/sweeps.ts';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import type { LineSeries } from '../../ui/charts/line-chart.tsx';
import { LineChart } from '../../ui/charts/line-chart.tsx';
import { LineLegend } from '../../ui/charts/line-legend.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDifference, formatFigure } from '../../ui/format-figure.ts';
import { formatCount } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChartRow } from './chart-row.tsx';
import { againstMono, againstMonoTable, alphaTable } from './sweep-rows.ts';

const AXIS = 'α, share of monolingual batches';
const X: readonly [number, number] = [0, 1];

/** Each published model has a mark and a dash of its own, so that no colour is needed to tell them apart. */
const LOOKS = [
  { dash: '2 3', marks: 'ring' },
  { dash: '6 3', marks: 'square' },
] as const;

/** The sweep over α, the published figures in a frame of their own, and both against monolingual batches. */
export function AlphaPanel({
  sweeps,
  table,
}: {
  readonly sweeps: SweepsFile | null;
  readonly table: boolean;
}) {
  return (
    <Panel
      title="From cross-lingual to monolingual batches: the sweep over α"
      aside={<p className="text-xs text-faint">α = 0 is X-Y, 0.5 hybrid, 1 X-X-mono</p>}
    >
      {table ? <Tables sweeps={sweeps} /> : <Charts sweeps={sweeps} />}
    </Panel>
  );
}

function Tables({ sweeps }: { readonly sweeps: SweepsFile | null }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
      {sweeps !== null && (
        <DataTable table={alphaTable(sweeps)} name="the sweep over α" file={['regimes', 'alpha']} />
      )}
      <DataTable table={publishedTable()} name="the published figures" file={['regimes', 'published']} />
      {sweeps !== null && (
        <DataTable
          table={againstMonoTable(sweeps.alpha)}
          name="the differences from monolingual batches"
          file={['regimes', 'against-mono']}
        />
      )}
    </div>
  );
}

function Charts({ sweeps }: { readonly sweeps: SweepsFile | null }) {
  return (
    <div className="space-y-6">
      {sweeps !== null && (
        <ChartRow
          title="Measured by us"
          over="α"
          note={`On ${sweeps.corpus}, one encoder trained for each point.`}
        >
          {FIGURE_KEYS.map((key) => (
            <ChartFrame
              key={key}
              title={FIGURE_TITLES[key]}
              saved={`${FIGURE_WORDS[key]} over α, measured`}
              file={['regimes', 'alpha', key]}
              table={() => alphaTable(sweeps)}
              notes={alphaTable(sweeps).notes}
            >
              <LineChart
                label={`${FIGURE_WORDS[key]} over α, measured by us: ${spoken(sweeps.alpha, key)}`}
                axis={AXIS}
                series={[
                  {
                    id: key,
                    name: '',
                    colour: 'var(--ink)',
                    marks: 'disc',
                    points: sweeps.alpha.map((point) => ({ x: point.alpha, y: point[key] })),
                  },
                ]}
                format={formatOf(key)}
                xDomain={X}
              />
            </ChartFrame>
          ))}
        </ChartRow>
      )}
      <ChartRow title="Published, not measured by us" over="α" note={PUBLISHED_CURVES_NOTE} published>
        {FIGURE_KEYS.map((key) => (
          <ChartFrame
            key={key}
            title={FIGURE_TITLES[key]}
            saved={`${FIGURE_WORDS[key]} over α, published`}
            file={['regimes', 'published', key]}
            table={publishedTable}
            notes={[PUBLISHED_CURVES_NOTE]}
          >
            <LineChart
              label={`Published ${FIGURE_WORDS[key]} over α: ${PUBLISHED_CURVES.map(({ model, points }) => `${model} ${spoken(points, key)}`).join('; ')}`}
              axis={AXIS}
              height={160}
              series={PUBLISHED_CURVES.map(({ model, points }, place) => ({
                ...published(model, place),
                points: points.map((point) => ({ x: point.alpha, y: point[key] })),
              }))}
              format={formatOf(key)}
              xDomain={X}
            />
          </ChartFrame>
        ))}
      </ChartRow>
      {sweeps !== null && <AgainstMono sweeps={sweeps} />}
    </div>
  );
}

/** Encoders of other quality on one axis: what a regime changes, not how good the encoder is. */
function AgainstMono({ sweeps }: { readonly sweeps: SweepsFile }) {
  return (
    <ChartRow
      title="What batches change: the difference from monolingual batches"
      over="α"
      note="Ours and the published models on one axis: mAP in points (hundredths), rank distance in per cent of that at α = 1."
      legend={
        <LineLegend
          series={[OURS, ...PUBLISHED_CURVES.map(({ model }, place) => published(model, place, true))]}
        />
      }
    >
      {FIGURE_KEYS.map((key) => {
        const ours = againstMono(sweeps.alpha, key);
        const unit = key === 'rankDistance' ? 'per cent' : 'points';
        return (
          <ChartFrame
            key={key}
            title={`${FIGURE_TITLES[key]}, ${key === 'rankDistance' ? '%' : 'points'}`}
            saved={`${FIGURE_WORDS[key]} against monolingual batches`}
            file={['regimes', 'against-mono', key]}
            table={() => againstMonoTable(sweeps.alpha)}
            notes={againstMonoTable(sweeps.alpha).notes}
          >
            {ours.length === 0 ? (
              <p className="text-sm text-soft">The sweep has no point at α = 1 to compare with.</p>
            ) : (
              <LineChart
                label={`Difference of ${FIGURE_WORDS[key]} from monolingual batches, in ${unit}, ours beside XLM-R and LaBSE; the table holds every number`}
                axis={AXIS}
                series={[
                  { ...OURS, points: ours },
                  ...PUBLISHED_CURVES.map(({ model, points }, place) => ({
                    ...published(model, place),
                    points: againstMono(points, key),
                  })),
                ]}
                endLabels={false}
                format={(value) =>
                  value === 0 ? '0' : formatDifference(value, key === 'rankDistance' ? 0 : 1)
                }
                xDomain={X}
              />
            )}
          </ChartFrame>
        );
      })}
    </ChartRow>
  );
}

const OURS = { id: 'ours', name: 'ours', colour: 'var(--ink)', marks: 'disc' } as const;

function published(model: string, place: number, said = false): Omit<LineSeries, 'points'> {
  return {
    id: model,
    name: said ? `${model}, published` : model,
    colour: 'var(--ink-faint)',
    ...(LOOKS[place] ?? LOOKS[0]),
  };
}

/** The numbers of a curve in words, for those who do not see it. */
function spoken(
  points: readonly (Readonly<Record<FigureKey, number>> & { readonly alpha: number })[],
  key: FigureKey,
): string {
  const format = formatOf(key);
  return points.map((point) => `${format(point[key])} at ${String(point.alpha)}`).join(', ');
}

function formatOf(key: FigureKey): (value: number) => string {
  return key === 'rankDistance' ? formatCount : formatFigure;
}
