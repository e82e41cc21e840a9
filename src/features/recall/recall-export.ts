import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { TableColumn, TableData, TableRow } from '../../domain/export/table.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { parseMeasure } from '../../domain/metrics/measure.ts';
import type { ArmFigures, RecallTable } from './recall-rows.ts';

const QUERY: TableColumn = { key: 'query', label: 'query', kind: 'text' };

export interface RecallWords {
  readonly title: string;
  readonly setting: Setting;
  /** The setting in a sentence. */
  readonly sentence: string;
}

/** What the chart draws: the measure, its interval and its n, for each arm and query language. */
export function drawnTable(table: RecallTable, measure: string, words: RecallWords): TableData {
  const columns = table.arms.flatMap(({ arm: { arm } }): TableColumn[] => {
    const group = `${arm.letter} ${arm.name}`;
    return [
      { key: `${arm.letter} ${measure}`, label: measure, group, kind: 'number', digits: digitsOf(measure) },
      {
        key: `${arm.letter} margin`,
        label: '± (95 %)',
        group,
        kind: 'number',
        digits: digitsOf(measure),
      },
      { key: `${arm.letter} n`, label: 'n', group, kind: 'number', digits: 0 },
    ];
  });
  const row = (
    query: string,
    of: (arm: ArmFigures) => { value: number | null; margin: number | null; n: number } | null | undefined,
  ): TableRow => ({
    query,
    ...Object.fromEntries(
      table.arms.flatMap((entry) => {
        const { letter } = entry.arm.arm;
        const figure = of(entry);
        return [
          [`${letter} ${measure}`, figure?.value ?? null],
          [`${letter} margin`, figure?.margin ?? null],
          [`${letter} n`, figure?.n ?? null],
        ];
      }),
    ),
  });
  return {
    title: words.title,
    columns: [QUERY, ...columns],
    rows: table.languages.map((lang) => row(lang, ({ byMeasure }) => byMeasure.get(measure)?.get(lang))),
    summary: [row('mean', ({ mean }) => mean)],
    notes: notes(table, measure, words),
  };
}

/** Every measure, as the table on the screen has it. */
export function measuresTable(
  table: RecallTable,
  measures: readonly string[],
  shown: string,
  words: RecallWords,
): TableData {
  const columns = table.arms.flatMap(({ arm: { arm } }) =>
    measures.map((measure): TableColumn => {
      const group = `${arm.letter} ${arm.name}`;
      const key = `${arm.letter} ${measure}`;
      return { key, label: measure, group, kind: 'number', digits: digitsOf(measure) };
    }),
  );
  const row = (query: string, value: (arm: ArmFigures, measure: string) => number | null): TableRow => ({
    query,
    ...Object.fromEntries(
      table.arms.flatMap((entry) =>
        measures.map((measure) => [`${entry.arm.arm.letter} ${measure}`, value(entry, measure)]),
      ),
    ),
  });
  const mean = ({ arm: { report } }: ArmFigures, measure: string): number | null =>
    report?.figures.find(
      (figure) =>
        figure.setting === words.setting && figure.measure === measure && figure.queryLanguage === 'mean',
    )?.value ?? null;
  return {
    title: words.title,
    columns: [QUERY, ...columns, { key: 'n', label: 'n', kind: 'number', digits: 0 }],
    rows: table.languages.map((lang) => ({
      ...row(lang, ({ byMeasure }, measure) => byMeasure.get(measure)?.get(lang)?.value ?? null),
      n: queriesOf(table, shown, lang),
    })),
    summary: [row('mean', mean)],
    notes: notes(table, shown, words),
  };
}

function digitsOf(measure: string): number {
  return parseMeasure(measure)?.unit === 'ranks' ? 1 : 3;
}

function queriesOf(table: RecallTable, measure: string, lang: LanguageCode): number | null {
  return table.arms.flatMap(({ byMeasure }) => byMeasure.get(measure)?.get(lang)?.n ?? [])[0] ?? null;
}

function notes(table: RecallTable, measure: string, { sentence }: RecallWords): string[] {
  const unseen = table.arms.flatMap(({ arm: { arm }, trained }) => {
    const langs = trained === null ? [] : table.languages.filter((lang) => !trained.has(lang));
    return langs.length === 0 ? [] : [`Never seen in the training of ${arm.letter}: ${langs.join(', ')}.`];
  });
  const undefinedCounts = table.languages.flatMap((lang) => {
    const counts = table.arms.map(({ byMeasure }) => byMeasure.get(measure)?.get(lang)?.undefinedCount ?? 0);
    const most = Math.max(0, ...counts);
    return most === 0 ? [] : [`${lang} ${String(most)}`];
  });
  return [
    sentence,
    ...unseen,
    ...(undefinedCounts.length === 0
      ? []
      : [`Without a relevant passage in the pool, and left out: ${undefinedCounts.join(', ')}.`]),
  ];
}
