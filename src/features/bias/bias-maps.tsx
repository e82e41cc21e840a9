import { ArmBadge } from '../../ui/arm-badge.tsx';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import type { HeatCell, HeatPlace } from '../../ui/charts/heat-map.tsx';
import { sequential } from '../../ui/charts/colours.ts';
import { ScaleLegend } from '../../ui/charts/scale-legend.tsx';
import { meanOf, SHARE_SCALE, shareCell } from '../../ui/charts/share-cell.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import type { ColourScale, HeatMapFigure } from '../../ui/export/heat-map-svg.ts';
import { heatMapsSvg } from '../../ui/export/heat-map-svg.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { BiasReport, LanguageMatrix } from '../../domain/metrics/figures.ts';
import type { ReadyReport } from './bias-cells.ts';
import { mrrCell, sameLanguageGap } from './bias-cells.ts';
import { pairsTable } from './bias-export.ts';

interface MapsProps {
  readonly reports: readonly ReadyReport[];
  readonly pointed: HeatPlace | null;
  readonly onPoint: (place: HeatPlace | null) => void;
  /** To the queries behind a cell. */
  readonly onOpen: (place: HeatPlace) => void;
}

/** Both matrices of every arm, each kind on one scale. */
export function BiasMaps(props: MapsProps) {
  const k = props.reports[0]?.report.bias.k ?? 0;
  return (
    <>
      <Maps
        {...props}
        title={`Share of the top ${String(k)}, in per cent`}
        name={`share of the top ${String(k)}`}
        scale={SHARE_SCALE}
        matrixOf={(bias) => bias.topShare}
        cellOf={shareCell}
        format={(value) => (value === null ? '–' : String(Math.round(100 * value)))}
        note={(bias) =>
          `In its own language: ${formatPercent(ownShare(bias))} of the top ${String(k)} on average.`
        }
      />
      <Maps
        {...props}
        title="Single-target MRR"
        name="single-target MRR"
        scale={MRR_SCALE}
        matrixOf={(bias) => bias.singleTargetMrr}
        cellOf={mrrCell}
        format={(value) => formatFigure(value, 2).replace(/^0/, '')}
        note={(bias) =>
          `Own language minus the others: ${formatFigure(sameLanguageGap(bias.singleTargetMrr))}.`
        }
      />
    </>
  );
}

interface KindProps extends MapsProps {
  readonly title: string;
  readonly name: string;
  readonly scale: ColourScale;
  readonly matrixOf: (bias: BiasReport) => LanguageMatrix;
  readonly cellOf: (bias: BiasReport, row: number, column: number) => HeatCell;
  readonly format: (value: number | null) => string;
  readonly note: (bias: BiasReport) => string;
}

function Maps(props: KindProps) {
  const { reports, title, name, scale, matrixOf, cellOf, format, note } = props;
  const maps = reports.map(({ arm: { letter, name: of }, report: { bias } }): MapOfArm => {
    const matrix = matrixOf(bias);
    return {
      letter,
      name: of,
      rows: matrix.rows,
      columns: matrix.columns,
      cell: (row, column) => cellOf(bias, row, column),
      rowMean: (row) => format(meanOf(matrix, { row })),
      columnMean: (column) => format(meanOf(matrix, { column })),
      note: note(bias),
    };
  });
  const exports = (
    <ExportMenu
      name={name}
      busy={reports.some(({ computing }) => computing)}
      figure={{
        file: ['bias', name],
        table: () => pairsTable(reports),
        chart: {
          words: { title, arms: [], notes: ['Rows: language of the query; columns: of the passage.'] },
          draw: (paint) => heatMapsSvg(maps, scale, paint),
        },
      }}
    />
  );
  return (
    <Panel title={title} aside={<ScaleLegend {...scale}>{exports}</ScaleLegend>}>
      <Row {...props} maps={maps} />
    </Panel>
  );
}

interface MapOfArm extends HeatMapFigure {
  readonly letter: ReadyReport['arm']['letter'];
  readonly cell: (row: number, column: number) => HeatCell;
  readonly note: string;
}

function Row({
  maps,
  name,
  pointed,
  onPoint,
  onOpen,
}: Pick<KindProps, 'name' | 'pointed' | 'onPoint' | 'onOpen'> & { readonly maps: readonly MapOfArm[] }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-6">
      {maps.map((map) => (
        <figure key={map.letter} className="min-w-0">
          <figcaption className="mb-2 flex items-center gap-2 text-sm font-medium">
            <ArmBadge letter={map.letter} small /> {map.name}
          </figcaption>
          <HeatMap
            label={`${map.letter} ${map.name}: ${name}, query language by passage language`}
            rows={map.rows}
            columns={map.columns}
            cell={map.cell}
            rowMean={map.rowMean}
            columnMean={map.columnMean}
            pointed={pointed}
            onPoint={onPoint}
            onOpen={onOpen}
          />
          <p className="mt-2 min-h-10 max-w-[26rem] text-sm text-soft tabular-nums">
            {pointedSentence(map, pointed) ?? map.note}
          </p>
        </figure>
      ))}
    </div>
  );
}

function pointedSentence({ rows, columns, cell }: MapOfArm, pointed: HeatPlace | null): string | null {
  if (pointed === null) return null;
  const row = rows.indexOf(pointed.row);
  const column = columns.indexOf(pointed.column);
  return row < 0 || column < 0 ? null : cell(row, column).sentence;
}

function ownShare(bias: BiasReport): number {
  const { rows, columns, values } = bias.topShare;
  const own = rows.flatMap((lang, row) => {
    const column = columns.indexOf(lang);
    return column < 0 ? [] : (values[row * columns.length + column] ?? []);
  });
  return own.length === 0 ? 0 : own.reduce((sum, value) => sum + value, 0) / own.length;
}

const MRR_SCALE: ColourScale = {
  from: '0',
  to: '1',
  middle: '',
  colour: (fraction) => sequential(fraction).background,
};
