import { sampleIndices } from '../random.ts';
import { compareDocnos } from './compare-docnos.ts';
import type { IntakeChoice } from './read-plan.ts';
import type { Judgement, LanguageCode, Passage, Query } from './types.ts';

/**
 * What a first pass over files learns, so that a second one can take in the rows that are drawn and no others. A row
 * is a passage, or the parallel passages of one group. Holds the names of groups, counts by language, and what is
 * judged; no text.
 */
export interface Census {
  /** Counts a passage. */
  add(passage: Pick<Passage, 'lang' | 'group'>): void;
  rows(): number;
  readonly passages: () => number;
  languages(): ReadonlyMap<LanguageCode, number>;
  /**
   * Tells of each passage of a second pass, in the same order, whether its row is drawn. Call it anew for each pass.
   */
  draw(choice: IntakeChoice): (passage: Pick<Passage, 'lang' | 'group'>) => boolean;
}

export function createCensus(): Census {
  let rows = 0;
  let passages = 0;
  const languages = new Map<LanguageCode, number>();
  const rowOfGroup = new Map<string, number>();
  /** Passages without a group, by language: their numbers need not be held. */
  const alone = new Map<LanguageCode, number>();
  /** Rows of groups, by language. */
  const grouped = new Map<LanguageCode, Set<number>>();
  return {
    add({ lang, group }) {
      passages++;
      increase(languages, lang);
      if (group === undefined) {
        rows++;
        increase(alone, lang);
        return;
      }
      const row = rowOfGroup.get(group) ?? rows++;
      rowOfGroup.set(group, row);
      const known = grouped.get(lang) ?? new Set();
      grouped.set(lang, known.add(row));
    },
    rows: () => rows,
    passages: () => passages,
    languages: () => languages,
    draw(choice) {
      const byLanguage = choice.mode === 'sample' && choice.perLanguage;
      const inRow = byLanguage ? null : rowFilter(choice, rows);
      const drawn = byLanguage ? drawByLanguage(choice.n, choice.seed) : null;
      let next = 0;
      const nextAlone = new Map<LanguageCode, number>();
      return ({ lang, group }) => {
        if (group === undefined) {
          const row = next++;
          const nth = increase(nextAlone, lang) - 1;
          return inRow?.(row) ?? drawn?.alone.get(lang)?.has(nth) ?? false;
        }
        const row = rowOfGroup.get(group) ?? -1;
        // Groups are numbered where they first appear.
        if (row === next) next++;
        return inRow?.(row) ?? drawn?.rows.has(row) ?? false;
      };
    },
  };

  /** Up to n rows of each language: those without a group by their number within it. */
  function drawByLanguage(
    n: number,
    seed: number,
  ): { readonly alone: ReadonlyMap<LanguageCode, ReadonlySet<number>>; readonly rows: ReadonlySet<number> } {
    const drawnAlone = new Map<LanguageCode, Set<number>>();
    const drawnRows = new Set<number>();
    for (const lang of [...languages.keys()].sort(compareDocnos)) {
      const count = alone.get(lang) ?? 0;
      const inGroups = [...(grouped.get(lang) ?? [])];
      const chosen = sampleIndices(count + inGroups.length, n, seed);
      drawnAlone.set(lang, new Set(chosen.filter((index) => index < count)));
      for (const index of chosen) if (index >= count) drawnRows.add(inGroups[index - count] ?? -1);
    }
    return { alone: drawnAlone, rows: drawnRows };
  }
}

function rowFilter(choice: IntakeChoice, rows: number): (row: number) => boolean {
  switch (choice.mode) {
    case 'all':
      return () => true;
    case 'first':
      return (row) => row < choice.n;
    case 'range':
      return (row) => row >= choice.from - 1 && row < choice.to;
    case 'sample': {
      const drawn = new Set(sampleIndices(rows, choice.n, choice.seed));
      return (row) => drawn.has(row);
    }
  }
}

function increase(counts: Map<LanguageCode, number>, lang: LanguageCode): number {
  const count = (counts.get(lang) ?? 0) + 1;
  counts.set(lang, count);
  return count;
}

/** What is judged, gathered in a first pass: a judgement may come before its query, and a query before its passages. */
export interface JudgedIds {
  readonly query: (query: Pick<Query, 'id' | 'relevant'>) => void;
  readonly judgement: (judgement: Judgement) => void;
  /** Passages relevant to a query that there is. Judgements of other queries do not count. */
  relevant(): ReadonlySet<string>;
}

export function createJudgedIds(): JudgedIds {
  const queries = new Set<string>();
  const own = new Set<string>();
  const judged = new Map<string, string[]>();
  return {
    query({ id, relevant }) {
      queries.add(id);
      for (const docno of relevant) own.add(docno);
    },
    judgement({ query, docno, level }) {
      if (level < 1) return;
      const known = judged.get(query);
      if (known === undefined) judged.set(query, [docno]);
      else known.push(docno);
    },
    relevant() {
      const ids = new Set(own);
      for (const [query, docnos] of judged) {
        if (queries.has(query)) for (const docno of docnos) ids.add(docno);
      }
      return ids;
    },
  };
}

/**
 * Tells queries that are passages too: in parallel text, and in MKQA, a passage of a group is followed by itself as a
 * query. Such a query is part of its passage's row: it is taken in with it or not at all, and asks for no passage that
 * is in another row. Feed it the records of one file in order.
 */
export interface RowQueries {
  passage(passage: Pick<Passage, 'id' | 'group'>, kept: boolean): void;
  /** `null`: the query stands by itself; otherwise whether its passage was kept. */
  kept(query: Pick<Query, 'id'>): boolean | null;
}

export function createRowQueries(): RowQueries {
  let last: { readonly id: string; readonly kept: boolean } | null = null;
  return {
    passage({ id, group }, kept) {
      last = group === undefined ? null : { id, kept };
    },
    kept: ({ id }) => (last?.id === id ? last.kept : null),
  };
}
