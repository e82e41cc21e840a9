import type { FigureKey } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_TITLES, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import type { SweepsFile } from '../../protocol/sweeps.ts';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import type { LineSeries } from '../../ui/charts/line-chart.tsx';
import { LineChart } from '../../ui/charts/line-chart.tsx';
import { LineLegend } from '../../ui/charts/line-legend.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChartRow } from './chart-row.tsx';
import { languagesCurve, languagesTable } from './sweep-rows.ts';

const LOOKS = {
  all: { id: 'all', name: 'all', colour: 'var(--ink)', marks: 'disc' },
  seen: { id: 'seen', name: 'seen', colour: 'var(--link)', dash: '6 3', marks: 'ring' },
  unseen: { id: 'unseen', name: 'unseen', colour: 'var(--over-text)', dash: '2 3', marks: 'square' },
} as const satisfies Readonly<Record<string, Omit<LineSeries, 'points'>>>;

const LEGEND = [
  { ...LOOKS.all, name: 'all languages of the corpus' },
  { ...LOOKS.seen, name: 'those trained on; pairs of two such' },
  { ...LOOKS.unseen, name: 'those never trained on; pairs with at least one' },
];

/** What happens to languages inside and outside training as more are added, in a stated order. */
export function LanguagesPanel({ sweeps, table }: { readonly sweeps: SweepsFile; readonly table: boolean }) {
  const { points, order } = sweeps.languages;
  const data = () => languagesTable(sweeps);
  const last = Math.max(1, points.length - 1);
  return (
    <Panel title="From one training language to all of them">
      {table ? (
        <DataTable table={data()} name="the sweep over languages" file={['regimes', 'languages']} />
      ) : (
        <ChartRow
          title="Measured by us"
          over="training languages"
          note={`On ${sweeps.corpus}. The axis has a place for each number that was trained. Which languages are in a group changes from point to point.`}
          legend={<LineLegend series={LEGEND} />}
        >
          {FIGURE_KEYS.map((key) => (
            <ChartFrame
              key={key}
              title={FIGURE_TITLES[key]}
              saved={`${FIGURE_WORDS[key]} over training languages`}
              file={['regimes', 'languages', key]}
              table={data}
              notes={data().notes}
            >
              <LineChart
                label={`${FIGURE_WORDS[key]} over the number of training languages: ${points.map(({ count, all }) => `${formatOf(key)(all[key])} with ${String(count)}`).join(', ')}; seen and unseen languages stand in the table`}
                axis="training languages"
                series={groupsOf(key).map((group) => ({
                  ...LOOKS[group],
                  points: languagesCurve(points, group, key),
                }))}
                format={formatOf(key)}
                formatX={(place) => String(points[place]?.count ?? '')}
                xDomain={[0, last]}
                endLabels={false}
              />
            </ChartFrame>
          ))}
        </ChartRow>
      )}
      <p className="mt-4 text-sm text-soft">
        Languages in the order in which they were added:{' '}
        {order.map((lang, place) => (
          <span key={lang}>
            {place > 0 && ' '}
            <LanguageTag lang={lang} />
          </span>
        ))}
      </p>
    </Panel>
  );
}

/** The file has groups for the settings in which a query and its answer have a language each. */
function groupsOf(key: FigureKey): readonly (keyof typeof LOOKS)[] {
  return key === 'mono' || key === 'cross' ? ['all', 'seen', 'unseen'] : ['all'];
}

function formatOf(key: FigureKey): (value: number) => string {
  return key === 'rankDistance' ? formatCount : formatFigure;
}
