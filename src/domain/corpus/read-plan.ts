import type { CorpusFormat, LanguageCode } from './types.ts';

/** How files are to be read, and how much of them: what is guessed from a file, shown, and left to the person. */

export type LanguagePlan =
  /** As the file says, row by row or by its name. */
  | { readonly mode: 'given' }
  | { readonly mode: 'declared'; readonly lang: LanguageCode }
  /** Text by text, by script and letters; `und` where that says nothing. */
  | { readonly mode: 'detect' };

export const COLUMN_ROLES = ['id', 'text', 'title', 'lang', 'group', 'query', 'queryId', 'relevant'] as const;

/**
 * Which column plays which role; `null`: none does. With `text` each row is a passage; with `query` too, also a query
 * that the passage answers; with `query` alone a query, judged by the ids in `relevant` (apart by spaces, `,`, `;` or
 * `|`). Without `id` rows are numbered.
 */
export type ColumnPlan = Readonly<Record<(typeof COLUMN_ROLES)[number], string | null>>;

/** How a text without rows becomes passages: at blank lines, and between sentences where one is longer than this. */
export interface SplittingPlan {
  /** UTF-16 units of one passage, at most, unless a single sentence has more. */
  readonly characters: number;
}

export interface FilePlan {
  readonly format: CorpusFormat;
  readonly language: LanguagePlan;
  /** Of a table. */
  readonly columns: ColumnPlan | null;
  /** Of plain text and Markdown. */
  readonly splitting: SplittingPlan | null;
  /** Before every id of the file, of collections that count anew in every language; nothing, unless given. */
  readonly prefix?: string;
}

/**
 * Which passages are taken in while files are read; the others are never in memory together. What is counted are rows:
 * parallel passages (of one `group`) are one row and stay together, any other passage is a row by itself.
 */
export type IntakeChoice =
  | { readonly mode: 'all' }
  | { readonly mode: 'first'; readonly n: number }
  /** From 1, both ends included, counted over all files in the order of reading. */
  | { readonly mode: 'range'; readonly from: number; readonly to: number }
  /** With `perLanguage`, up to n rows of every language. */
  | { readonly mode: 'sample'; readonly n: number; readonly seed: number; readonly perLanguage: boolean };

export interface Intake {
  readonly passages: IntakeChoice;
  /** Passages that are judged relevant to a query are taken in beside the choice. */
  readonly keepRelevant: boolean;
}

export interface ReadPlan {
  /** By file name; a file that is not named is read as it was inspected. */
  readonly files: Readonly<Record<string, FilePlan>>;
  /** Files that are left out. */
  readonly without: readonly string[];
  readonly intake: Intake;
}

export const EVERYTHING: Intake = { passages: { mode: 'all' }, keepRelevant: true };
