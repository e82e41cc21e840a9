import { memo, useState } from 'react';
import type { TableData } from '../../domain/export/table.ts';
import type { HeatPlace } from '../../ui/charts/heat-map.tsx';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import { ScaleLegend } from '../../ui/charts/scale-legend.tsx';
import type { ShareOfTop } from '../../ui/charts/share-cell.ts';
import { meanOf, SHARE_SCALE, shareCell, valueAt } from '../../ui/charts/share-cell.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { heatMapsSvg } from '../../ui/export/heat-map-svg.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { ShownMaps } from './shown-maps.ts';
import { sameMaps } from './shown-maps.ts';

interface LiveHeatProps {
  readonly shown: ShownMaps;
  readonly table: boolean;
}

/** Which languages fill the top k for which, before the run and since. */
export const LiveHeat = memo(
  function LiveHeat({ shown, table }: LiveHeatProps) {
    const [pointed, setPointed] = useState<HeatPlace | null>(null);
    const { before, after, afterName, questions } = shown;
    const title = `Share of the top ${String(before.k)}, in per cent`;
    const maps = [mapOf('before', before), mapOf(afterName, after)];
    const twin = (): TableData => heatTable(title, shown);
    if (table) return <DataTable table={twin()} name="the map of languages" file={['lab', 'languages']} />;
    return (
      <div>
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <div>
            <h3 className="text-sm font-medium">{title}</h3>
            <p className="text-xs text-faint">both on {questions}</p>
          </div>
          <ScaleLegend {...SHARE_SCALE}>
            <ExportMenu
              name="the map of languages"
              figure={{
                file: ['lab', 'languages'],
                table: twin,
                chart: {
                  words: {
                    title,
                    arms: [],
                    notes: [`Rows: language of the query; columns: of the passage. Both maps: ${questions}.`],
                  },
                  draw: (paint) => heatMapsSvg(maps, SHARE_SCALE, paint),
                },
              }}
            />
          </ScaleLegend>
        </div>
        <div className="flex flex-wrap gap-x-3 gap-y-4">
          {maps.map((map) => (
            <figure key={map.name} className="min-w-0">
              <figcaption className="mb-1 text-sm text-soft">{map.name}</figcaption>
              <HeatMap
                label={`${map.name}: share of the top ${String(before.k)}, query language by passage language`}
                rows={map.rows}
                columns={map.columns}
                cell={map.cell}
                rowMean={map.rowMean}
                columnMean={map.columnMean}
                pointed={pointed}
                onPoint={setPointed}
              />
            </figure>
          ))}
        </div>
        <p className="mt-2 min-h-5 text-sm text-soft tabular-nums">
          {pointed === null
            ? 'Point at a cell, or move there by keys, to read both.'
            : maps.map((map) => `${map.name}: ${sentenceAt(map, pointed)}`).join('; ')}
        </p>
      </div>
    );
  },
  (a, b) => a.table === b.table && sameMaps(a.shown, b.shown),
);

function mapOf(name: string, bias: ShareOfTop) {
  const { topShare } = bias;
  const percent = (value: number | null): string => (value === null ? '–' : String(Math.round(100 * value)));
  return {
    letter: '',
    name,
    rows: topShare.rows,
    columns: topShare.columns,
    cell: (row: number, column: number) => shareCell(bias, row, column),
    rowMean: (row: number) => percent(meanOf(topShare, { row })),
    columnMean: (column: number) => percent(meanOf(topShare, { column })),
  };
}

function sentenceAt({ rows, columns, cell }: ReturnType<typeof mapOf>, place: HeatPlace): string {
  const [row, column] = [rows.indexOf(place.row), columns.indexOf(place.column)];
  return row < 0 || column < 0 ? '' : cell(row, column).sentence;
}

function heatTable(title: string, { before, after, afterName, questions }: ShownMaps): TableData {
  const { rows, columns } = after.topShare;
  const earlier = (query: string, passage: string): number | null => {
    const row = before.topShare.rows.indexOf(query);
    const column = before.topShare.columns.indexOf(passage);
    return row < 0 || column < 0 ? null : valueAt(before.topShare, row, column);
  };
  return {
    title,
    columns: [
      { key: 'query', label: 'query', kind: 'text' },
      { key: 'passage', label: 'passage', kind: 'text' },
      { key: 'pool', label: 'pool', kind: 'percent' },
      { key: 'before', label: 'before', kind: 'percent' },
      { key: 'after', label: afterName, kind: 'percent' },
    ],
    rows: rows.flatMap((query, row) =>
      columns.map((passage, column) => ({
        query,
        passage,
        pool: after.poolShare[column] ?? null,
        before: earlier(query, passage),
        after: valueAt(after.topShare, row, column),
      })),
    ),
    notes: [
      `Share of the passage language among the first passages of a query language; both on ${questions}.`,
    ],
  };
}
