import type { GeneratedQueries, Judgement, LanguageCode, Passage, Query } from './types.ts';

/**
 * Takes what a reader finds, record by record, so that a file is never held whole. `where` is a place in the words of
 * the format: `line 12`, `data[3].paragraphs[0]`, `row 7`.
 */
export interface RowSink {
  readonly passage: (record: Passage, where: string) => void;
  readonly query: (record: Query, where: string) => void;
  readonly generated: (record: GeneratedQueries, where: string) => void;
  readonly judgement: (judgement: Judgement) => void;
  /** A TREC run, whole: it becomes an arm. */
  readonly run: (run: TrecRun) => void;
  /** A part that is left out, and why. */
  readonly skip: (where: string, reason: string) => void;
  /** Kept, but worth knowing. */
  readonly note: (text: string) => void;
}

/** A TREC run that was among the files. */
export interface TrecRun {
  readonly text: string;
  readonly queries: number;
  readonly lines: number;
}

/** What a reader is told of the file beside its content. */
export interface ReaderContext {
  /** The file's name as reports have it. */
  readonly file: string;
  /**
   * The language of a text of this file: the declared one, `given` (what the record itself says), or the one that the
   * file's name gives; `und` where none of these says anything. Where languages are detected it is `und` as well, and
   * the collector fills it in for the records that it keeps: detecting is slow, and most of a large file is left out.
   */
  languageOf(text: string, given?: LanguageCode | null): LanguageCode;
  /** Languages are detected later, so that `und` is no mistake. */
  readonly detects?: boolean;
}

/** Reads a format of lines. A blank line counts, and holds nothing. */
export interface LineReader {
  line(line: Line): void;
  /** After the last line. */
  finish(): void;
}

export type CreateLineReader = (context: ReaderContext, sink: RowSink) => LineReader;

/** One line of a file, or what kept it from being read (bytes that are not UTF-8). */
export type Line =
  { readonly number: number; readonly text: string } | { readonly number: number; readonly problem: string };
