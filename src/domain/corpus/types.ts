/**
 * The corpus as every layer sees it. Records are plain and immutable, so that they can be structured-cloned
 * between workers and written out as JSON Lines without a mapping.
 */

/** BCP 47 primary language subtag in lower case, such as `am`, `km` or `zh`. */
export type LanguageCode = string;

/** BCP 47's code for a language that was not determined. */
export const UNDETERMINED: LanguageCode = 'und';

/** One retrieval candidate. `id` is unique within a corpus. */
export interface Passage {
  readonly id: string;
  readonly lang: LanguageCode;
  /** Searched together with the text. */
  readonly title?: string;
  readonly text: string;
  /** The document it comes from, shown and not searched: XQuAD's titles are English in every language. */
  readonly source?: string;
  /** Joins passages that say the same in different languages; generated queries may name it. */
  readonly group?: string;
  /** What a shard may not cut apart, when the format knows it (XQuAD: the paragraph). See `selectShard`. */
  readonly unit?: string;
}

/** One judged query. `relevant` holds passage ids as the file gives them. */
export interface Query {
  readonly id: string;
  readonly lang: LanguageCode;
  readonly text: string;
  readonly relevant: readonly string[];
  /** Joins parallel queries: the passages relevant to one are relevant to all (LAReQA's convention). */
  readonly group?: string;
  readonly answers?: readonly string[];
  /** Passages that were judged and found not relevant; all others were not judged. */
  readonly rejected?: readonly string[];
}

/** One line of a TREC qrels file. Level 1 and above is relevant; 0 and below was judged and is not. */
export interface Judgement {
  readonly query: string;
  readonly docno: string;
  readonly level: number;
}

/** Queries that a generator wrote from one passage (`docid`) or from a group of parallel passages (`group`). */
export interface GeneratedQueries {
  readonly docid?: string;
  readonly group?: string;
  readonly queries: Readonly<Record<LanguageCode, readonly string[]>>;
}

export interface Corpus {
  readonly name: string;
  readonly passages: readonly Passage[];
  readonly queries: readonly Query[];
  readonly generated: readonly GeneratedQueries[];
}

/** A part of a file that was left out; the rest of the file was read. */
export interface SkippedRow {
  readonly file: string;
  /** Where, in the words of the format: `line 12`, `data[3].paragraphs[0].qas[1]`; empty for the whole file. */
  readonly where: string;
  readonly reason: string;
}

export const CORPUS_FORMATS = [
  /** SQuAD's JSON and its kin: XQuAD(-R), MLQA(-R), TyDi QA's gold passages, AmQA. */
  'xquad',
  /** Our own rows, see `parse-jsonl.ts`. */
  'jsonl',
  'generated-queries',
  'qrels',
  'run',
  /** JSON Lines `{"_id","title"?,"text"}` (BEIR). */
  'beir-passages',
  'beir-queries',
  /** JSON Lines `{"docid","title"?,"text"}` (MIRACL, Mr.TyDi, MLDR), or Pyserini's `{"id","contents"}`. */
  'docid-passages',
  /** JSON Lines `{"query_id","query","positive_passages",…}` (Mr.TyDi, MIRACL and MLDR on the Hub). */
  'query-passages',
  /** Two columns `id⇥text` without a header: MS MARCO's collection. */
  'collection',
  /** The same, of queries: topics of MIRACL, Mr.TyDi and MS MARCO. */
  'topics',
  /** DPR's `id⇥text⇥title`. */
  'dpr',
  'belebele',
  'mkqa',
  /** Files of parallel text, line by line. */
  'parallel-lines',
  'tmx',
  /** CSV, TSV or Parquet, with columns that are chosen. */
  'table',
  'text',
  'markdown',
] as const;
export type CorpusFormat = (typeof CORPUS_FORMATS)[number];

export interface FileReport {
  readonly file: string;
  /** `null` when the file was refused as a whole; `skipped` then says why. */
  readonly format: CorpusFormat | null;
  readonly bytes: number;
  readonly passages: number;
  readonly queries: number;
  readonly generated: number;
  /** Judgements of a qrels file, or lines of a run. */
  readonly lines: number;
  readonly languages: readonly LanguageCode[];
  readonly skipped: readonly SkippedRow[];
  /** Kept, but worth knowing: `language taken from the file name`, `3 passages are longer than 20,000 characters`. */
  readonly notes: readonly string[];
}

/** What was read, what was left out and why. `skipped` holds what only shows across files, such as duplicate ids. */
export interface ReadReport {
  readonly files: readonly FileReport[];
  readonly skipped: readonly SkippedRow[];
}

export type RowChoice =
  | { readonly mode: 'all' }
  | { readonly mode: 'first'; readonly n: number }
  /** From 1, both ends included. */
  | { readonly mode: 'range'; readonly from: number; readonly to: number }
  | { readonly mode: 'random'; readonly n: number; readonly seed: number }
  /** Up to n rows of every passage language, each drawn by the seed; a row in several languages counts for each. */
  | { readonly mode: 'per-language'; readonly n: number; readonly seed: number };

/** Which part of a corpus is indexed. A row is one unit: passages and queries that belong together, in all languages. */
export interface ShardChoice {
  /** Empty means all. */
  readonly queryLanguages: readonly LanguageCode[];
  /** Empty means all. */
  readonly passageLanguages: readonly LanguageCode[];
  readonly rows: RowChoice;
}

/** A corpus cut down to a choice. Passages are sorted by language, then by id descending (see `selectShard`). */
export interface Shard {
  readonly name: string;
  readonly passages: readonly Passage[];
  readonly queries: readonly JudgedQuery[];
  readonly generated: readonly GeneratedQueries[];
  /** Texts among `generated` that are gold questions of the whole corpus, in any language: never fused. */
  readonly goldCopies: readonly string[];
}

/** A query with its judgements resolved to row numbers of the shard's passages, over its whole group. */
export interface JudgedQuery extends Query {
  /** Row numbers into `Shard.passages`, ascending. */
  readonly relevantRows: readonly number[];
  /** Rows of passages that were judged not relevant; absent where nothing is known of any. */
  readonly rejectedRows?: readonly number[];
}

/** What the screen shows of a corpus without holding it. */
export interface CorpusSummary {
  readonly name: string;
  readonly passages: number;
  readonly queries: number;
  readonly generated: number;
  readonly rows: number;
  /** UTF-16 units of the passages as they are searched, title and text. */
  readonly characters: number;
  readonly languages: readonly LanguageSummary[];
}

export interface LanguageSummary {
  readonly lang: LanguageCode;
  readonly passages: number;
  readonly queries: number;
  readonly characters: number;
}
