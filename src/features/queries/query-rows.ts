import type { ArmLetter } from '../../client/session/session-state.ts';
import type { ArmValues } from '../../client/react/use-values.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';

/** How one arm did on one query. `null`: undefined, or the arm has not run. */
export interface QueryValue {
  readonly letter: ArmLetter;
  readonly value: number | null;
  /** The arm's run says nothing of the query: it counts as 0. */
  readonly noResults: boolean;
}

export interface QueryRow {
  readonly queryId: string;
  readonly lang: LanguageCode;
  readonly values: readonly QueryValue[];
  /** Largest minus smallest value; `null` with fewer than two. */
  readonly spread: number | null;
}

export type QueryOrder = 'spread' | ArmLetter;

/** Queries of all arms side by side, those first on which the arms differ most, or those that one arm finds hardest. */
export function queryRows(arms: readonly ArmValues[], order: QueryOrder): QueryRow[] {
  const rows = new Map<string, { lang: LanguageCode; values: Map<ArmLetter, QueryValue> }>();
  for (const { arm, values } of arms) {
    values?.queryIds.forEach((queryId, i) => {
      const row = rows.get(queryId) ?? {
        lang: values.languages[i] ?? '',
        values: new Map<ArmLetter, QueryValue>(),
      };
      rows.set(queryId, row);
      const value = values.values[i] ?? NaN;
      row.values.set(arm.letter, {
        letter: arm.letter,
        value: Number.isNaN(value) ? null : value,
        noResults: values.noResults[i] === 1,
      });
    });
  }
  const listed = [...rows].map(([queryId, { lang, values }]): QueryRow => {
    const row = arms.map(
      ({ arm }): QueryValue =>
        values.get(arm.letter) ?? { letter: arm.letter, value: null, noResults: false },
    );
    const defined = row.flatMap(({ value }) => value ?? []);
    const spread = defined.length < 2 ? null : Math.max(...defined) - Math.min(...defined);
    return { queryId, lang, values: row, spread };
  });
  const ofArm = (row: QueryRow): number =>
    row.values.find(({ letter }) => letter === order)?.value ?? Infinity;
  // Stable sorts: what is equal stays in the order of the corpus.
  return order === 'spread'
    ? listed.sort((a, b) => (b.spread ?? -1) - (a.spread ?? -1))
    : listed.sort((a, b) => ofArm(a) - ofArm(b));
}

/** Queries with a value, and those where nothing could be judged. */
export function countDefined(rows: readonly QueryRow[]): {
  readonly defined: number;
  readonly undefined: number;
} {
  const defined = rows.filter(({ values }) => values.some(({ value }) => value !== null)).length;
  return { defined, undefined: rows.length - defined };
}
