import type { ColumnPlan, FilePlan } from '../../../domain/corpus/read-plan.ts';
import type { Line, ReaderContext, RowSink } from '../../../domain/corpus/row-sink.ts';
import type { CorpusFormat } from '../../../domain/corpus/types.ts';
import type { TablePreview } from '../../../protocol/inspection.ts';
import type { SourceFile } from '../source-file.ts';

/** The beginning of a file, unpacked if it is gzip. */
export interface FileSample {
  /** Without `.gz`. */
  readonly name: string;
  /** Bytes of the file as it lies there. */
  readonly size: number;
  /** The first 64 kB. */
  readonly bytes: Uint8Array;
  /** The same as text, without a character that is cut in two; `null` where it is no text. */
  readonly text: string | null;
  /** The sample is the whole file. */
  readonly whole: boolean;
}

export interface Detected {
  readonly format: CorpusFormat;
  /** For the person: `columns query-id, corpus-id and score`. */
  readonly because: string;
  /** Sure enough that nobody need be asked. A two-column file may be passages or queries: not sure by itself. */
  readonly sure: boolean;
  /** What else it may be, likeliest first. */
  readonly alternatives?: readonly CorpusFormat[];
  readonly columns?: ColumnPlan;
}

/** Reads one family of formats. Readers are asked in the order of `formats.ts`; the first that knows a file has it. */
export interface FormatReader {
  readonly formats: readonly CorpusFormat[];
  detect(sample: FileSample): Detected | null;
  /**
   * Gives every record of the file to the sink, in order. What is wrong with a row is told to the sink; only what
   * costs the whole file is thrown, as `FileRefused`.
   */
  read(file: OpenFile, plan: FilePlan, context: ReaderContext, sink: RowSink): Promise<void>;
  /** Of tables: the first rows, to choose columns by. */
  preview?(file: OpenFile): Promise<TablePreview>;
}

/** A source as readers take it: unpacked, decoded, with progress and cancelling seen to. */
export interface OpenFile {
  readonly name: string;
  readonly sample: FileSample;
  /** Text of lines without their ends, one at a time, each decoded by itself. Cancelling throws. */
  lines(): AsyncIterable<Line>;
  /** Decoded text in pieces of some ten thousand characters, no character cut in two. */
  texts(): AsyncIterable<string>;
  /** All of it, for formats that need it whole. @throws FileRefused when it is larger than a page can hold */
  wholeText(): Promise<string>;
  /** The bytes as they lie there, for formats with an index of their own (Parquet); gzip is not unpacked. */
  readonly raw: SourceFile;
  /** Other files of this reading that may be parallel to it, by their names. */
  readonly beside?: readonly SourceFile[];
  /** Of readers that take parts of `raw`: how many of the file's bytes the rows since the last call stand for. */
  readonly advance?: (bytes: number) => void;
  /** Every so many rows: lets messages in, and throws when cancelled. */
  breathe(): Promise<void>;
}

/** Why nothing of a file can be read, in words for the person. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}
