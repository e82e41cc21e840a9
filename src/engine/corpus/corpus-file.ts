import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';

/** Which parts of a file count; the others are as if they were not there. */
export interface Take {
  readonly passages: boolean;
  readonly queries: boolean;
  readonly generated: boolean;
}

/** A file by name, wherever it comes from. `bytes` is called once at most. */
export interface CorpusFile {
  readonly name: string;
  readonly size: number;
  /** Everything, unless given: a file of queries may stand in for those of the corpus. */
  readonly take?: Take | undefined;
  bytes(): Promise<Uint8Array>;
}

/** A file as it was read, or why all of it was left out. */
export type FileOutcome = ParsedFile | { readonly file: string; readonly refusal: string };

/** Reads parsed SQuAD-style JSON; see `createXquadReader`. */
export type XquadReader = (file: string, value: unknown) => FileOutcome;
