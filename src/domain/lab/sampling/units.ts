import type { LanguageCode } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';

export type RowsByLanguage = ReadonlyMap<LanguageCode, readonly number[]>;

/** Parallel queries with what is relevant to them: rows of the training half, by language. */
export interface Unit {
  readonly queries: RowsByLanguage;
  readonly passages: RowsByLanguage;
}

/**
 * The units of the training half, in the order of their first query. A query without a group is a unit by itself.
 * Languages beyond `languages` are not seen (empty: all are); units without a query or without a passage are left out.
 */
export function findUnits({ shard, split }: LabData, languages: readonly LanguageCode[]): Unit[] {
  const wanted = new Set(languages);
  const sees = (lang: LanguageCode): boolean => wanted.size === 0 || wanted.has(lang);
  const units = new Map<
    string,
    { queries: Map<LanguageCode, number[]>; passages: Map<number, LanguageCode> }
  >();
  shard.queries.forEach(({ group, lang, relevantRows }, q) => {
    if (split.trainingQueries[q] !== 1) return;
    const key = group === undefined ? `query ${q}` : `group ${group}`;
    const unit = units.get(key) ?? {
      queries: new Map<LanguageCode, number[]>(),
      passages: new Map<number, LanguageCode>(),
    };
    units.set(key, unit);
    if (sees(lang)) push(unit.queries, lang, q);
    for (const row of relevantRows) {
      const passage = shard.passages[row];
      if (passage !== undefined && split.trainingPassages[row] === 1 && sees(passage.lang)) {
        unit.passages.set(row, passage.lang);
      }
    }
  });
  return [...units.values()].flatMap(({ queries, passages }) => {
    if (queries.size === 0 || passages.size === 0) return [];
    const byLanguage = new Map<LanguageCode, number[]>();
    for (const [row, lang] of passages) push(byLanguage, lang, row);
    return [{ queries, passages: byLanguage }];
  });
}

/** Queries of all units. */
export function countQueries(units: readonly Unit[]): number {
  return units.reduce((sum, { queries }) => sum + countRows(queries), 0);
}

export function countRows(rows: RowsByLanguage): number {
  return [...rows.values()].reduce((sum, list) => sum + list.length, 0);
}

function push(map: Map<LanguageCode, number[]>, lang: LanguageCode, row: number): void {
  const list = map.get(lang);
  if (list === undefined) map.set(lang, [row]);
  else list.push(row);
}
