import type { TableData, TableRow } from './table.ts';
import { headingOf, valueOf } from './table.ts';

/** Indented JSON: title, notes, what the columns mean, and one record for each row, every column in each. */
export function toJson(table: TableData): string {
  const record = (row: TableRow): TableRow =>
    Object.fromEntries(table.columns.map((column) => [column.key, valueOf(row, column)]));
  const content = {
    title: table.title,
    notes: table.notes,
    columns: table.columns.map((column) => ({
      key: column.key,
      label: headingOf(column),
      // Percentages are kept as fractions, so nothing has to be divided to compute with them.
      kind: column.kind === 'percent' ? 'fraction' : column.kind,
    })),
    rows: table.rows.map(record),
    ...(table.summary === undefined ? {} : { summary: table.summary.map(record) }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
