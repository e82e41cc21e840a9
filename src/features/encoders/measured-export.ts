import type { TableData } from '../../domain/export/table.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';

/** Every measured figure of an encoder with its n and the command that gives it again, one in a row. */
export function measuredTable(of: string, measured: EncoderEntry['measured']): TableData {
  return {
    title: `Measured quality of ${of}`,
    columns: [
      { key: 'corpus', label: 'measured on', kind: 'text' },
      { key: 'setting', label: 'setting', kind: 'text' },
      { key: 'measure', label: 'measure', kind: 'text' },
      { key: 'value', label: 'value', kind: 'number', digits: (row) => (row['measure'] === 'RD' ? 0 : 3) },
      { key: 'n', label: 'n', kind: 'number', digits: 0 },
      { key: 'command', label: 'command', kind: 'text' },
    ],
    rows: measured.map(({ corpus, setting, measure, value, n, command }) => ({
      corpus,
      setting,
      measure,
      value,
      n,
      command,
    })),
    notes: ['RD: rank distance of parallel relevant passages, in ranks; the others are fractions.'],
  };
}
