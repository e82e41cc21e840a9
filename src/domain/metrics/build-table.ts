import type { LanguageCode } from '../corpus/types.ts';
import type { RankTable } from './rank-table.ts';
import { NOTHING } from './rank-table.ts';

/** One ranked query, written out by hand. */
export interface RankedQuery {
  readonly lang: LanguageCode;
  readonly group?: number;
  /** Language, rank in the whole pool, rank in the pool of its language; 0 for not retrieved. */
  readonly relevant: readonly (readonly [lang: LanguageCode, inPool: number, inLanguage: number])[];
  /** Passages of the same score before and after each relevant passage, in the pool and in its language; none if left out. */
  readonly ties?: readonly (readonly [before: number, after: number, beforeOwn: number, afterOwn: number])[];
  readonly top?: readonly LanguageCode[];
}

/** A table of hand-made queries. @param pool passages of each language */
export function buildTable(
  pool: Readonly<Record<LanguageCode, number>>,
  queries: readonly RankedQuery[],
  depth = 10,
): RankTable {
  const languages = [...new Set([...Object.keys(pool), ...queries.map(({ lang }) => lang)])].sort();
  const position = (lang: LanguageCode): number => languages.indexOf(lang);
  const relevant = queries.flatMap((query) => query.relevant);
  const ties = queries.flatMap((query) => query.ties ?? query.relevant.map(() => [0, 0, 0, 0] as const));
  const offsets = new Uint32Array(queries.length + 1);
  const topLanguages = new Uint8Array(queries.length * depth).fill(NOTHING);
  queries.forEach((query, q) => {
    offsets[q + 1] = (offsets[q] ?? 0) + query.relevant.length;
    (query.top ?? []).forEach((lang, rank) => {
      topLanguages[q * depth + rank] = position(lang);
    });
  });
  return {
    languages,
    poolSizes: languages.map((lang) => pool[lang] ?? 0),
    queryLanguage: Uint8Array.from(queries, ({ lang }) => position(lang)),
    queryGroup: Int32Array.from(queries, ({ group }) => group ?? -1),
    offsets,
    relevantLanguage: Uint8Array.from(relevant, ([lang]) => position(lang)),
    rankInPool: Uint32Array.from(relevant, ([, inPool]) => inPool),
    rankInLanguage: Uint32Array.from(relevant, ([, , inLanguage]) => inLanguage),
    tiesInPool: Uint32Array.from(ties.flatMap(([before, after]) => [before, after])),
    tiesInLanguage: Uint32Array.from(ties.flatMap(([, , before, after]) => [before, after])),
    topLanguages,
    depth,
  };
}
