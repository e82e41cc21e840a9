import type { TableColumn, TableData, TableRow } from '../domain/export/table.ts';
import { allRows, shownNumber } from '../domain/export/table.ts';
import { classNames } from './class-names.ts';
import { ExportMenu } from './export/export-menu.tsx';

/** The twin of a picture: the same numbers as its export, to be read and scrolled by keyboard. */
export function DataTable({
  table,
  name,
  file,
}: {
  readonly table: TableData;
  readonly name: string;
  readonly file: readonly string[];
}) {
  const { title, columns, notes } = table;
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{title}</h3>
        <ExportMenu name={name} figure={{ file, table: () => table }} />
      </div>
      <div
        className="max-h-96 overflow-auto rounded-md border border-line"
        tabIndex={0}
        role="region"
        aria-label={`${title}, scrollable`}
      >
        <table className="w-full text-right text-sm tabular-nums">
          <thead className="sticky top-0 bg-panel text-xs text-faint">
            <tr>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={classNames('px-2 py-1 font-medium', column.kind === 'text' && 'text-left')}
                >
                  {column.group !== undefined && <span className="sr-only">{column.group} </span>}
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {allRows(table).map((row, index) => (
              <tr key={index} className="border-t border-line">
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={classNames(
                      'px-2 whitespace-nowrap',
                      column.kind === 'text' && 'max-w-80 truncate text-left',
                    )}
                  >
                    {shown(row, column)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {notes.length > 0 && <p className="mt-1 text-xs text-faint">{notes.join(' ')}</p>}
    </div>
  );
}

function shown(row: TableRow, column: TableColumn): string {
  const value = row[column.key] ?? null;
  if (value === null) return '–';
  return typeof value === 'number' ? shownNumber(value, row, column).replace('-', '−') : value;
}
