import type { Figure, Setting } from './figures.ts';
import { halfTiedRecall } from './half-tied-recall.ts';
import { poolSizeOf, rankDistance, ranksInLanguage, ranksInPool } from './judged-ranks.ts';
import { valueOf } from './measure-value.ts';
import type { Measure } from './measure.ts';
import { parseMeasure } from './measure.ts';
import type { RankTable } from './rank-table.ts';
import type { JudgedList } from './ranks.ts';
import { Tally } from './tally.ts';

/**
 * Figures of every language (or pair of languages) and their macro mean, in the given settings and order.
 * Languages without queries, and pools without passages, have no figures. A measure that needs an imported run
 * (`Measure.scope`) is undefined for every query.
 * @throws Error on a measure that `parseMeasure` does not know
 */
export function figuresOf(
  table: RankTable,
  measures: readonly string[],
  settings: readonly Setting[],
): Figure[] {
  const parsed = measures.map((name) => {
    const measure = parseMeasure(name);
    if (measure === null) throw new Error(`Unknown measure ${name}.`);
    return measure;
  });
  const queries = queriesByLanguage(table);
  return settings.flatMap((setting) => {
    // Rank distance is a matter of the pool of all languages; elsewhere it has no meaning.
    const asked = parsed.filter((measure) => measure.family !== 'RD' || setting === 'multi');
    const rows = cellsOf(table, queries, setting).map((cell) => cellFigures(table, cell, asked, setting));
    return asked.flatMap((measure, column) =>
      withMean(
        rows.flatMap((row) => row[column] ?? []),
        measure,
        setting,
      ),
    );
  });
}

/** The queries behind one figure, and the pool that they are ranked against (`null`: all languages). */
export interface Cell {
  readonly queryLanguage: number;
  readonly passageLanguage: number | null;
  readonly queries: readonly number[];
}

export function cellsOf(table: RankTable, queries: readonly (readonly number[])[], setting: Setting): Cell[] {
  const asked = table.languages.flatMap((_, language) =>
    (queries[language]?.length ?? 0) > 0 ? [language] : [],
  );
  const pools = table.languages.flatMap((_, language) =>
    (table.poolSizes[language] ?? 0) > 0 ? [language] : [],
  );
  const cell = (queryLanguage: number, passageLanguage: number | null): Cell => ({
    queryLanguage,
    passageLanguage,
    queries: queries[queryLanguage] ?? [],
  });
  if (setting === 'multi') return asked.map((language) => cell(language, null));
  if (setting === 'mono')
    return asked.filter((language) => pools.includes(language)).map((language) => cell(language, language));
  return asked.flatMap((from) => pools.filter((to) => to !== from).map((to) => cell(from, to)));
}

/** One figure for each measure; the ranks of a query are gathered once for all of them. */
function cellFigures(
  table: RankTable,
  { queryLanguage, passageLanguage, queries }: Cell,
  measures: readonly Measure[],
  setting: Setting,
): Figure[] {
  const tallies = measures.map(() => new Tally());
  const poolSize = poolSizeOf(table);
  for (const query of queries) {
    const list = ranksOf(table, query, passageLanguage);
    measures.forEach((measure, column) => {
      tallies[column]?.add(cellValue(table, query, list, measure, poolSize, passageLanguage));
    });
  }
  return tallies.map((tally, column) => ({
    setting,
    queryLanguage: table.languages[queryLanguage] ?? '',
    passageLanguage: passageLanguage === null ? 'all' : (table.languages[passageLanguage] ?? ''),
    measure: measures[column]?.canonical ?? '',
    value: tally.mean,
    n: tally.n,
    undefinedCount: tally.undefinedCount,
    margin: tally.margin,
  }));
}

/** Where the relevant passages of a query stand. @param passageLanguage `null`: in the pool of all languages */
export function ranksOf(table: RankTable, query: number, passageLanguage: number | null): JudgedList {
  return passageLanguage === null
    ? ranksInPool(table, query)
    : ranksInLanguage(table, query, passageLanguage);
}

/** One query's value of a measure; `null` where nothing can be judged, or an imported run would be needed. */
export function cellValue(
  table: RankTable,
  query: number,
  list: JudgedList,
  measure: Measure,
  poolSize: number,
  passageLanguage: number | null,
): number | null {
  if (measure.family === 'RD') return rankDistance(table, query, poolSize);
  if (measure.family === 'Rhalf') return halfTiedRecall(table, query, passageLanguage, measure.k);
  return measure.scope === 'run' ? null : valueOf(measure, list);
}

/** The macro mean: every language, or pair, weighs the same; one without a value is left out. */
function withMean(figures: readonly Figure[], measure: Measure, setting: Setting): Figure[] {
  const tally = new Tally();
  for (const figure of figures) tally.add(figure.value);
  const sum = (of: (figure: Figure) => number): number =>
    figures.reduce((total, figure) => total + of(figure), 0);
  return [
    ...figures,
    {
      setting,
      queryLanguage: 'mean',
      passageLanguage: setting === 'multi' ? 'all' : 'mean',
      measure: measure.canonical,
      value: tally.mean,
      n: sum((figure) => figure.n),
      undefinedCount: sum((figure) => figure.undefinedCount),
      margin: null,
    },
  ];
}

/** Rows of the table by the language of the query. */
export function queriesByLanguage(table: RankTable): number[][] {
  const rows: number[][] = table.languages.map(() => []);
  table.queryLanguage.forEach((language, query) => rows[language]?.push(query));
  return rows;
}
