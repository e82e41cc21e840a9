import { ArmBadge } from '../../ui/arm-badge.tsx';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import type { HeatCell, HeatPlace } from '../../ui/charts/heat-map.tsx';
import { diverging, sequential } from '../../ui/charts/colours.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { BiasReport, LanguageMatrix } from '../../domain/metrics/figures.ts';
import type { ReadyReport } from './bias-cells.ts';
import { meanOf, mrrCell, sameLanguageGap, shareCell } from './bias-cells.ts';

interface MapsProps {
  readonly reports: readonly ReadyReport[];
  readonly pointed: HeatPlace | null;
  readonly onPoint: (place: HeatPlace | null) => void;
}

/** Both matrices of every arm, each kind on one scale. */
export function BiasMaps({ reports, pointed, onPoint }: MapsProps) {
  const k = reports[0]?.report.bias.k ?? 0;
  return (
    <>
      <Panel title={`Share of the top ${String(k)}, in per cent`} aside={<ShareLegend />}>
        <Row
          reports={reports}
          pointed={pointed}
          onPoint={onPoint}
          name={`share of the top ${String(k)}`}
          matrixOf={(bias) => bias.topShare}
          cellOf={shareCell}
          format={(value) => (value === null ? '–' : String(Math.round(100 * value)))}
          note={(bias) =>
            `In its own language: ${formatPercent(ownShare(bias))} of the top ${String(k)} on average.`
          }
        />
      </Panel>
      <Panel title="Single-target MRR" aside={<MrrLegend />}>
        <Row
          reports={reports}
          pointed={pointed}
          onPoint={onPoint}
          name="single-target MRR"
          matrixOf={(bias) => bias.singleTargetMrr}
          cellOf={mrrCell}
          format={(value) => formatFigure(value, 2).replace(/^0/, '')}
          note={(bias) =>
            `Own language minus the others: ${formatFigure(sameLanguageGap(bias.singleTargetMrr))}.`
          }
        />
      </Panel>
    </>
  );
}

interface RowProps extends MapsProps {
  readonly name: string;
  readonly matrixOf: (bias: BiasReport) => LanguageMatrix;
  readonly cellOf: (bias: BiasReport, row: number, column: number) => HeatCell;
  readonly format: (value: number | null) => string;
  readonly note: (bias: BiasReport) => string;
}

function Row({ reports, pointed, onPoint, name, matrixOf, cellOf, format, note }: RowProps) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-6">
      {reports.map(({ arm, report: { bias } }) => {
        const matrix = matrixOf(bias);
        return (
          <figure key={arm.letter} className="min-w-0">
            <figcaption className="mb-2 flex items-center gap-2 text-sm font-medium">
              <ArmBadge letter={arm.letter} small /> {arm.name}
            </figcaption>
            <HeatMap
              label={`${arm.letter} ${arm.name}: ${name}, query language by passage language`}
              rows={matrix.rows}
              columns={matrix.columns}
              cell={(row, column) => cellOf(bias, row, column)}
              rowMean={(row) => format(meanOf(matrix, { row }))}
              columnMean={(column) => format(meanOf(matrix, { column }))}
              pointed={pointed}
              onPoint={onPoint}
            />
            <p className="mt-2 min-h-10 max-w-[26rem] text-sm text-soft tabular-nums">
              {pointedSentence(bias, matrix, pointed, cellOf) ?? note(bias)}
            </p>
          </figure>
        );
      })}
    </div>
  );
}

function pointedSentence(
  bias: BiasReport,
  matrix: LanguageMatrix,
  pointed: HeatPlace | null,
  cellOf: RowProps['cellOf'],
): string | null {
  if (pointed === null) return null;
  const row = matrix.rows.indexOf(pointed.row);
  const column = matrix.columns.indexOf(pointed.column);
  return row < 0 || column < 0 ? null : cellOf(bias, row, column).sentence;
}

function ownShare(bias: BiasReport): number {
  const { rows, columns, values } = bias.topShare;
  const own = rows.flatMap((lang, row) => {
    const column = columns.indexOf(lang);
    return column < 0 ? [] : (values[row * columns.length + column] ?? []);
  });
  return own.length === 0 ? 0 : own.reduce((sum, value) => sum + value, 0) / own.length;
}

const STEPS = 13;

function ShareLegend() {
  return (
    <Legend
      from="⅛ of the pool’s share"
      to="8 ×"
      middle="as in the pool"
      colour={(fraction) => diverging(2 * fraction - 1).background}
    />
  );
}

function MrrLegend() {
  return <Legend from="0" to="1" middle="" colour={(fraction) => sequential(fraction).background} />;
}

function Legend({
  from,
  to,
  middle,
  colour,
}: {
  readonly from: string;
  readonly to: string;
  readonly middle: string;
  readonly colour: (fraction: number) => string;
}) {
  return (
    <p className="flex items-center gap-2 text-xs text-soft">
      {from}
      <span aria-hidden="true" className="flex h-3 w-32 overflow-hidden rounded-[2px]">
        {Array.from({ length: STEPS }, (_, step) => (
          <span key={step} className="flex-1" style={{ background: colour(step / (STEPS - 1)) }} />
        ))}
      </span>
      {to}
      {middle !== '' && <span className="text-faint">middle: {middle}</span>}
    </p>
  );
}
