import type { TrecRun } from './row-sink.ts';
import type {
  CorpusFormat,
  GeneratedQueries,
  Judgement,
  LanguageCode,
  Passage,
  Query,
  SkippedRow,
} from './types.ts';

/** A record with the place it came from, in the words of its format: `line 12`, `data[3].paragraphs[0]`. */
export interface Located<Record> {
  readonly record: Record;
  readonly where: string;
}

/** What one file holds. Nothing is checked against other files yet: that is `mergeFiles`'s work. */
export interface ParsedFile {
  readonly file: string;
  readonly format: CorpusFormat;
  readonly passages: readonly Located<Passage>[];
  readonly queries: readonly Located<Query>[];
  readonly generated: readonly Located<GeneratedQueries>[];
  /** Of a qrels file. */
  readonly judgements?: readonly Judgement[];
  /** A run is no part of a corpus; it becomes an arm. */
  readonly run?: TrecRun;
  /** `LISTED_ROWS` of them at most, and then a last one that says how many more there are. */
  readonly skipped: readonly SkippedRow[];
  readonly notes: readonly string[];
}

/** Encoders read a few hundred tokens; a text over this many characters is kept and noted. */
const LONG_TEXT = 20_000;

/** Reports stay small enough to show however bad a file is. */
export const LISTED_ROWS = 1_000;

/** Cuts a list of left-out rows at `LISTED_ROWS`; a last row says how many more there are. */
export function listSkipped(file: string, skipped: readonly SkippedRow[]): readonly SkippedRow[] {
  if (skipped.length <= LISTED_ROWS) return skipped;
  return [...skipped.slice(0, LISTED_ROWS), moreSkipped(file, skipped.length - LISTED_ROWS)];
}

/** The row that stands for those that are not listed. */
export function moreSkipped(file: string, more: number): SkippedRow {
  return {
    file,
    where: `${formatCount(more)} more`,
    reason: `Left out too; only the first ${formatCount(LISTED_ROWS)} are listed.`,
  };
}

export function noteLongTexts(passages: readonly Located<Passage>[]): readonly string[] {
  const long = passages.filter(({ record }) => record.text.length > LONG_TEXT);
  const first = long[0];
  if (first === undefined) return [];
  const which = `${countOf(long.length, 'passage', 'passages')} longer than ${formatCount(LONG_TEXT)} characters (first: ${first.where})`;
  return [`${which}. They are kept; an encoder reads the beginning only.`];
}

export function languagesOf(parsed: Pick<ParsedFile, 'passages' | 'queries' | 'generated'>): LanguageCode[] {
  const languages = new Set<LanguageCode>();
  for (const { record } of parsed.passages) languages.add(record.lang);
  for (const { record } of parsed.queries) languages.add(record.lang);
  for (const { record } of parsed.generated)
    for (const lang of Object.keys(record.queries)) languages.add(lang);
  return [...languages].sort();
}

export function countOf(n: number, one: string, many: string): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

export function formatCount(n: number): string {
  return n.toLocaleString('en-GB');
}
