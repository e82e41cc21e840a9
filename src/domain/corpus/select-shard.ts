import { goldCopies } from '../augmentation/gold-copies.ts';
import { sampleIndices } from '../random.ts';
import { compareDocnos } from './compare-docnos.ts';
import { findRows } from './rows.ts';
import { searchedText } from './searched-text.ts';
import type {
  Corpus,
  CorpusSummary,
  GeneratedQueries,
  JudgedQuery,
  LanguageCode,
  Passage,
  Query,
  RowChoice,
  Shard,
  ShardChoice,
} from './types.ts';

export function summarise(corpus: Corpus): CorpusSummary {
  const counts = new Map<LanguageCode, { passages: number; queries: number; characters: number }>();
  const of = (lang: LanguageCode): { passages: number; queries: number; characters: number } => {
    const known = counts.get(lang) ?? { passages: 0, queries: 0, characters: 0 };
    counts.set(lang, known);
    return known;
  };
  let characters = 0;
  for (const passage of corpus.passages) {
    const { length } = searchedText(passage);
    const language = of(passage.lang);
    language.passages++;
    language.characters += length;
    characters += length;
  }
  for (const { lang } of corpus.queries) of(lang).queries++;
  return {
    name: corpus.name,
    passages: corpus.passages.length,
    queries: corpus.queries.length,
    generated: corpus.generated.length,
    rows: findRows(corpus).count,
    characters,
    languages: [...counts]
      .sort(([a], [b]) => compareDocnos(a, b))
      .map(([lang, count]) => ({ lang, ...count })),
  };
}

/**
 * Cuts a corpus down to a choice.
 *
 * Rows (see `findRows`) count where they hold a passage in one of the chosen passage languages; the first n are in
 * order of appearance, a random choice is drawn by `sampleIndices`. Passages are sorted by language code, then by
 * id descending in UTF-8 bytes: trec_eval breaks ties of score that way, so that a stable sort by score within a
 * language needs no further comparison. Queries keep their order. What is relevant to one query of a group is
 * relevant to all (LAReQA's convention). A query with no relevant passage in the chosen languages stays, with no
 * relevant rows: its measures are undefined, and counted as such.
 */
export function selectShard(corpus: Corpus, choice: ShardChoice): Shard {
  const rows = findRows(corpus);
  const speaks = languageFilter(choice.passageLanguages);
  const eligible = new Set<number>();
  corpus.passages.forEach(({ lang }, p) => {
    if (speaks(lang)) eligible.add(rows.ofPassage[p] ?? -1);
  });
  const chosen = chooseRows(
    [...eligible].sort((a, b) => a - b),
    choice.rows,
    () => rowsByLanguage(corpus.passages, rows.ofPassage, speaks),
  );

  const passages = corpus.passages
    .filter(({ lang }, p) => speaks(lang) && chosen.has(rows.ofPassage[p] ?? -1))
    .sort((a, b) => compareDocnos(a.lang, b.lang) || compareDocnos(b.id, a.id));
  const asks = languageFilter(choice.queryLanguages);
  const queries = corpus.queries.filter(({ lang }, q) => asks(lang) && chosen.has(rows.ofQuery[q] ?? -1));
  const generated = generatedFor(passages, corpus.generated);
  return {
    name: corpus.name,
    passages,
    queries: judge(queries, corpus.queries, passages),
    generated,
    goldCopies: goldCopies(corpus.queries, generated),
  };
}

function languageFilter(languages: readonly LanguageCode[]): (lang: LanguageCode) => boolean {
  const wanted = new Set(languages);
  return (lang) => wanted.size === 0 || wanted.has(lang);
}

/** @param byLanguage the eligible rows of each passage language, ascending */
function chooseRows(
  eligible: readonly number[],
  choice: RowChoice,
  byLanguage: () => readonly (readonly number[])[],
): ReadonlySet<number> {
  switch (choice.mode) {
    case 'all':
      return new Set(eligible);
    case 'first':
      return new Set(eligible.slice(0, Math.max(0, choice.n)));
    case 'range':
      return new Set(eligible.slice(Math.max(0, choice.from - 1), Math.max(0, choice.to)));
    case 'random':
      return new Set(draw(eligible, choice.n, choice.seed));
    case 'per-language':
      return new Set(byLanguage().flatMap((rows) => draw(rows, choice.n, choice.seed)));
  }
}

function draw(rows: readonly number[], n: number, seed: number): number[] {
  return sampleIndices(rows.length, n, seed).map((index) => rows[index] ?? -1);
}

/** Languages in the order of their codes, so that the same rows are drawn however the files were ordered. */
function rowsByLanguage(
  passages: readonly Passage[],
  rowOf: Int32Array,
  speaks: (lang: LanguageCode) => boolean,
): number[][] {
  const rows = new Map<LanguageCode, Set<number>>();
  passages.forEach(({ lang }, p) => {
    if (!speaks(lang)) return;
    const known = rows.get(lang) ?? new Set();
    known.add(rowOf[p] ?? -1);
    rows.set(lang, known);
  });
  return [...rows].sort(([a], [b]) => compareDocnos(a, b)).map(([, of]) => [...of].sort((a, b) => a - b));
}

/** The union of a group is taken over all of its queries, those in languages that were not chosen included. */
function judge(chosen: readonly Query[], all: readonly Query[], passages: readonly Passage[]): JudgedQuery[] {
  const rowOf = new Map(passages.map(({ id }, row) => [id, row]));
  const relevantTo = new Map<string, Set<string>>();
  for (const { group, relevant } of all) {
    if (group === undefined) continue;
    const ids = relevantTo.get(group) ?? new Set();
    for (const id of relevant) ids.add(id);
    relevantTo.set(group, ids);
  }
  return chosen.map((query) => {
    const ids = query.group === undefined ? query.relevant : (relevantTo.get(query.group) ?? []);
    // What was judged not relevant to the query itself stays so, whatever its group says.
    const rejected = new Set(query.rejected);
    const relevantRows = new Set<number>();
    for (const id of ids) {
      const row = rowOf.get(id);
      if (row !== undefined && !rejected.has(id)) relevantRows.add(row);
    }
    const judged = { ...query, relevantRows: [...relevantRows].sort((a, b) => a - b) };
    if (query.rejected === undefined) return judged;
    return { ...judged, rejectedRows: query.rejected.flatMap((id) => rowOf.get(id) ?? []) };
  });
}

function generatedFor(
  passages: readonly Passage[],
  generated: readonly GeneratedQueries[],
): GeneratedQueries[] {
  const ids = new Set(passages.map(({ id }) => id));
  const groups = new Set(passages.map(({ group }) => group));
  return generated.filter(({ docid, group }) => (docid === undefined ? groups.has(group) : ids.has(docid)));
}
