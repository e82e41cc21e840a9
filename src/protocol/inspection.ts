import type { ColumnPlan, FilePlan, ReadPlan } from '../domain/corpus/read-plan.ts';
import type { CorpusFormat, LanguageCode } from '../domain/corpus/types.ts';

/** What can be told of files before they are read. */

/** The beginning of a table, to choose its columns by. */
export interface TablePreview {
  readonly columns: readonly string[];
  /** Cells as text, cut at some hundred characters. [rows][columns] */
  readonly rows: readonly (readonly string[])[];
  /** Columns of lists or objects, shown as JSON. They can play no role; a list of texts or numbers can be `relevant`. */
  readonly nested: readonly string[];
  /** The roles that the columns' names and contents suggest. */
  readonly suggested: ColumnPlan;
}

/** A passage or query as the file's plan would read it. */
export interface SampleRow {
  readonly kind: 'passage' | 'query' | 'judgement' | 'generated';
  readonly id: string;
  readonly lang: LanguageCode | null;
  readonly text: string;
}

export interface FileInspection {
  /** A member of an archive: `archive.zip/folder/file.jsonl`. */
  readonly file: string;
  readonly bytes: number;
  /** How it would be read; `null` where `refusal` says why it cannot be. */
  readonly plan: FilePlan | null;
  readonly refusal: string | null;
  /** What else it could be read as, likeliest first. */
  readonly alternatives: readonly CorpusFormat[];
  /** Why this format, in a few words: `columns query-id, corpus-id and score`. */
  readonly because: string;
  readonly table: TablePreview | null;
  /** Estimated from the beginning unless the file is small or says it. */
  readonly rows: {
    /** Passages, queries, judgements or lines. */
    readonly count: number;
    /** Those that are passages. */
    readonly passages: number;
    /** UTF-16 units of the passages, as they are searched. */
    readonly characters: number;
    readonly exact: boolean;
  };
  /** Languages of the sample, the most frequent first. */
  readonly languages: readonly LanguageCode[];
  /** Nothing in the file or its name says the language, and it was detected or is unknown. */
  readonly languageGuessed: boolean;
  readonly sample: readonly SampleRow[];
}

export interface Inspection {
  readonly files: readonly FileInspection[];
  /** What would be read, and how much of it, unless the person says otherwise. */
  readonly plan: ReadPlan;
  readonly estimate: {
    readonly passages: number;
    readonly exact: boolean;
    readonly bytes: number;
    /** Passages in a row of an intake: more than one where they are parallel. */
    readonly perRow: number;
  };
  /**
   * Something was guessed that a person should see first, or it is too much to read unasked; `null`: it can be read at
   * once. A sentence for each.
   */
  readonly ask: readonly string[];
}
