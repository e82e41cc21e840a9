import type { Take } from './corpus-file.ts';

/**
 * A file wherever it comes from: picked, fetched, a member of an archive, or a path of the command line. It is read
 * piece by piece; nobody asks for all of it unless its format leaves no other way.
 */
export interface SourceFile {
  /** As reports have it; a member of an archive is `archive.zip/folder/file.jsonl`. */
  readonly name: string;
  /** Bytes as they lie there, compressed or not. */
  readonly size: number;
  /** Everything, unless given: a file of queries may stand in for those of the corpus. */
  readonly take?: Take | undefined;
  /** From the beginning; may be called again. */
  stream(): ReadableStream<Uint8Array>;
  /** @param end exclusive; what lies behind the end of the file is left out */
  slice(start: number, end: number): Promise<Uint8Array>;
}
