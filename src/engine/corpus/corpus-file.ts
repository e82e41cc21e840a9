import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';

/** Which parts of a file count; the others are as if they were not there. */
export interface Take {
  readonly passages: boolean;
  readonly queries: boolean;
  readonly generated: boolean;
}

/** A file as it was read, or why all of it was left out. */
export type FileOutcome = ParsedFile | { readonly file: string; readonly refusal: string };
