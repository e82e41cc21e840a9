import type { TableColumn, TableData } from '../../domain/export/table.ts';
import type { LanguageChange } from '../../domain/significance/compare-by-language.ts';

/** What fusion changed for each query language, as it leaves the app. */
export function changesTable(rows: readonly LanguageChange[], title: string, digits: number): TableData {
  const number = (key: string, label: string, decimals: number): TableColumn => ({
    key,
    label,
    kind: 'number',
    digits: decimals,
  });
  return {
    title,
    columns: [
      { key: 'query', label: 'query', kind: 'text' },
      number('before', 'before', digits),
      number('after', 'after', digits),
      number('change', 'change', digits),
      number('low', 'from (95 %)', digits),
      number('high', 'to (95 %)', digits),
      number('wins', 'win', 0),
      number('ties', 'tie', 0),
      number('losses', 'loss', 0),
      number('p', 'p', 4),
      number('adjusted', 'p, Holm', 4),
      number('n', 'n', 0),
    ],
    rows: rows.map((row) =>
      row.tested
        ? {
            query: row.lang,
            before: row.meanSecond,
            after: row.meanFirst,
            change: row.meanDifference,
            low: row.interval.low,
            high: row.interval.high,
            wins: row.wins,
            ties: row.ties,
            losses: row.losses,
            p: row.p,
            adjusted: row.adjustedP,
            n: row.n,
          }
        : { query: row.lang },
    ),
    notes: ['After minus before; randomisation test, corrected over the languages.'],
  };
}
