import { isObject } from '../../domain/corpus/json-values.ts';
import type { TableData, TableRow } from '../../domain/export/table.ts';
import { toCsv } from '../../domain/export/to-csv.ts';

/**
 * Rows that were left out, with file, place and reason, as a file: JSON Lines as they were written down, or CSV that no
 * spreadsheet runs.
 * @param log JSON Lines `{"file","where","reason"}`
 */
export async function writeSkipped(log: Blob, format: 'csv' | 'jsonl'): Promise<Blob> {
  if (format === 'jsonl') return log;
  const rows = (await log.text()).split('\n').flatMap((line): TableRow[] => {
    const row: unknown = line === '' ? null : JSON.parse(line);
    if (!isObject(row)) return [];
    const { file, where, reason } = row;
    return [
      { file: String(file), where: where === '' ? 'whole file' : String(where), reason: String(reason) },
    ];
  });
  const table: TableData = {
    title: 'Rows left out',
    columns: [
      { key: 'file', label: 'file', kind: 'text' },
      { key: 'where', label: 'where', kind: 'text' },
      { key: 'reason', label: 'reason', kind: 'text' },
    ],
    rows,
    notes: [],
  };
  return new Blob([toCsv(table, { bom: true })], { type: 'text/csv;charset=utf-8' });
}
