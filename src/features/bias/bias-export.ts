import type { TableColumn, TableData, TableRow } from '../../domain/export/table.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import type { ReadyReport } from './bias-cells.ts';
import { valueAt } from '../../ui/charts/share-cell.ts';

/** Every number of both maps, one row for each pair of languages. */
export function pairsTable(reports: readonly ReadyReport[]): TableData {
  const first = reports[0]?.report.bias;
  const { rows, columns } = first?.topShare ?? { rows: [], columns: [] };
  return {
    title: `Share of the top ${String(first?.k ?? 0)} and single-target MRR`,
    columns: [
      { key: 'query', label: 'query', kind: 'text' },
      { key: 'passage', label: 'passage', kind: 'text' },
      { key: 'pool', label: 'pool', kind: 'number' },
      ...reports.flatMap(({ arm }): TableColumn[] => {
        const group = `${arm.letter} ${arm.name}`;
        return [
          { key: `${arm.letter} share`, label: 'share', group, kind: 'number' },
          { key: `${arm.letter} MRR`, label: 'MRR', group, kind: 'number' },
          { key: `${arm.letter} n`, label: 'n', group, kind: 'number', digits: 0 },
        ];
      }),
    ],
    rows: rows.flatMap((query, row) =>
      columns.map((passage, column): TableRow => ({
        query,
        passage,
        pool: first?.poolShare[column] ?? null,
        ...Object.fromEntries(reports.flatMap((report) => pairValues(report, row, column))),
      })),
    ),
    notes: [
      'Queries search the passages of all languages at once.',
      `share: part of the first ${String(first?.k ?? 0)} passages that is in the passage language, mean over the queries of a language; pool: its part of the pool.`,
      'MRR: only the correct passage in that language is left in the pool (LAReQA, arXiv 2004.05484); n counts the queries behind it.',
    ],
  };
}

function pairValues(
  { arm: { letter }, report: { bias } }: ReadyReport,
  row: number,
  column: number,
): [string, number | null][] {
  const { topShare, singleTargetMrr } = bias;
  return [
    [`${letter} share`, valueAt(topShare, row, column)],
    [`${letter} MRR`, valueAt(singleTargetMrr, row, column)],
    [`${letter} n`, singleTargetMrr.counts[row * singleTargetMrr.columns.length + column] ?? 0],
  ];
}

/** Rank distance of each arm by query language, its mean and interval last. */
export function distancesTable(reports: readonly ReadyReport[]): TableData {
  const distances = reports.map(({ arm, report }) => ({ arm, ...report.bias.rankDistance }));
  const languages = orderLanguages([
    ...new Set(distances.flatMap(({ perLanguage }) => perLanguage.map(({ lang }) => lang))),
  ]);
  return {
    title: 'Rank distance of parallel relevant passages',
    columns: [
      { key: 'query', label: 'query', kind: 'text' },
      ...distances.flatMap(({ arm }): TableColumn[] => {
        const group = `${arm.letter} ${arm.name}`;
        return [
          { key: `${arm.letter} rank distance`, label: 'ranks', group, kind: 'number', digits: 1 },
          { key: `${arm.letter} n`, label: 'n', group, kind: 'number', digits: 0 },
        ];
      }),
    ],
    rows: languages.map((query) => ({
      query,
      ...Object.fromEntries(
        distances.flatMap(({ arm: { letter }, perLanguage }) => {
          const own = perLanguage.find(({ lang }) => lang === query);
          return [
            [`${letter} rank distance`, own?.value ?? null],
            [`${letter} n`, own?.n ?? null],
          ];
        }),
      ),
    })),
    summary: [
      {
        query: 'mean',
        ...Object.fromEntries(
          distances.flatMap(({ arm: { letter }, mean, n }) => [
            [`${letter} rank distance`, mean],
            [`${letter} n`, n],
          ]),
        ),
      },
      {
        query: '± (95 %)',
        ...Object.fromEntries(
          distances.map(({ arm: { letter }, margin }) => [`${letter} rank distance`, margin]),
        ),
      },
    ],
    notes: [
      'Highest minus lowest rank of the parallel relevant passages, over the whole pool (arXiv 2408.10536); lower is fairer.',
      'The interval is over groups of parallel queries, each first averaged.',
    ],
  };
}
