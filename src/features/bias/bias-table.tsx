import { ArmBadge } from '../../ui/arm-badge.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { ReadyReport } from './bias-cells.ts';
import { pairsTable } from './bias-export.ts';
import { valueAt } from '../../ui/charts/share-cell.ts';

/** Every number of both maps, one row for each pair of languages. */
export function BiasTable({ reports }: { readonly reports: readonly ReadyReport[] }) {
  const first = reports[0]?.report.bias;
  if (first === undefined) return null;
  const { rows, columns } = first.topShare;
  return (
    <Panel
      title={`Share of the top ${String(first.k)} and single-target MRR`}
      aside={
        <ExportMenu
          name="all pairs of languages"
          busy={reports.some(({ computing }) => computing)}
          figure={{ file: ['bias', 'all-pairs'], table: () => pairsTable(reports) }}
        />
      }
    >
      <div
        className="max-h-[70vh] overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="All pairs of languages, scrollable"
      >
        <table className="text-right text-sm tabular-nums">
          <thead className="sticky top-0 bg-panel">
            <tr>
              <td colSpan={3} />
              {reports.map(({ arm }) => (
                <th
                  key={arm.letter}
                  scope="colgroup"
                  colSpan={3}
                  className="border-l border-line px-3 text-left font-medium"
                >
                  <span className="flex items-center gap-1.5">
                    <ArmBadge letter={arm.letter} small /> {arm.name}
                  </span>
                </th>
              ))}
            </tr>
            <tr className="text-xs text-faint">
              <Head left>query</Head>
              <Head left>passage</Head>
              <Head>pool</Head>
              {reports.map(({ arm }) => (
                <ArmHeads key={arm.letter} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.flatMap((from, row) =>
              columns.map((to, column) => (
                <tr
                  key={`${from} ${to}`}
                  className={from === to ? 'border-t border-line bg-hover' : 'border-t border-line'}
                >
                  <th scope="row" className="px-2 text-left">
                    <LanguageTag lang={from} />
                  </th>
                  <td className="px-2 text-left">
                    <LanguageTag lang={to} />
                  </td>
                  <td className="px-2 text-faint">{formatFigure(first.poolShare[column])}</td>
                  {reports.map(({ arm, report: { bias } }) => (
                    <PairCells key={arm.letter} bias={bias} row={row} column={column} />
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function ArmHeads() {
  return (
    <>
      <Head line>share</Head>
      <Head>MRR</Head>
      <Head>n</Head>
    </>
  );
}

function Head({
  children,
  left = false,
  line = false,
}: {
  readonly children: string;
  readonly left?: boolean;
  readonly line?: boolean;
}) {
  return (
    <th
      scope="col"
      className={`px-2 pb-1 font-medium ${left ? 'text-left' : ''} ${line ? 'border-l border-line' : ''}`}
    >
      {children}
    </th>
  );
}

function PairCells({
  bias,
  row,
  column,
}: {
  readonly bias: ReadyReport['report']['bias'];
  readonly row: number;
  readonly column: number;
}) {
  const { topShare, singleTargetMrr } = bias;
  return (
    <>
      <td className="border-l border-line px-2">{formatFigure(valueAt(topShare, row, column))}</td>
      <td className="px-2">{formatFigure(valueAt(singleTargetMrr, row, column))}</td>
      <td className="px-2 text-faint">
        {singleTargetMrr.counts[row * singleTargetMrr.columns.length + column] ?? 0}
      </td>
    </>
  );
}
