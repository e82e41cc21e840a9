import type { LanguageCode } from '../corpus/types.ts';
import type { Setting } from './figures.ts';
import { poolSizeOf } from './judged-ranks.ts';
import { parseMeasure } from './measure.ts';
import type { RankTable } from './rank-table.ts';
import { cellsOf, cellValue, queriesByLanguage, ranksOf } from './settings.ts';
import { Tally } from './tally.ts';

/** Which cells of a figure are meant; `null`: all languages. */
export interface QueryValuesChoice {
  readonly measure: string;
  readonly setting: Setting;
  readonly queryLanguage: LanguageCode | null;
  readonly passageLanguage: LanguageCode | null;
}

/**
 * The values behind a figure: one for each query of the cells that are meant, its mean over those cells (the passage
 * languages, in the cross-lingual setting) where they are defined; NaN where none is.
 * @returns rows of the table, ascending, and their values
 * @throws Error on a measure that `parseMeasure` does not know
 */
export function queryValues(
  table: RankTable,
  { measure: name, setting, queryLanguage, passageLanguage }: QueryValuesChoice,
): { readonly queries: Uint32Array; readonly values: Float64Array } {
  const measure = parseMeasure(name);
  if (measure === null) throw new Error(`Unknown measure ${name}.`);
  const poolSize = poolSizeOf(table);
  const wanted = (position: number | null, lang: LanguageCode | null): boolean =>
    lang === null || position === null || table.languages[position] === lang;
  const tallies = new Map<number, Tally>();
  for (const cell of cellsOf(table, queriesByLanguage(table), setting)) {
    if (!wanted(cell.queryLanguage, queryLanguage) || !wanted(cell.passageLanguage, passageLanguage))
      continue;
    for (const query of cell.queries) {
      const tally = tallies.get(query) ?? new Tally();
      tallies.set(query, tally);
      const list = ranksOf(table, query, cell.passageLanguage);
      tally.add(cellValue(table, query, list, measure, poolSize, cell.passageLanguage));
    }
  }
  const queries = Uint32Array.from(tallies.keys()).sort();
  return { queries, values: Float64Array.from(queries, (query) => tallies.get(query)?.mean ?? NaN) };
}
