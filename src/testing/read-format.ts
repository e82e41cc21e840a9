import { createCollector } from '../domain/corpus/collect-rows.ts';
import type { CreateJsonRows } from '../domain/corpus/formats/json-rows.ts';
import { jsonLines } from '../domain/corpus/formats/json-rows.ts';
import type { ParsedFile } from '../domain/corpus/parsed-file.ts';
import { linesOf } from '../domain/corpus/parse-jsonl.ts';
import type { CreateLineReader, ReaderContext } from '../domain/corpus/row-sink.ts';
import type { CorpusFormat, LanguageCode } from '../domain/corpus/types.ts';

export interface ReadFormat {
  readonly format: CorpusFormat;
  readonly lines?: CreateLineReader;
  readonly rows?: CreateJsonRows;
  /** Of texts that name none. */
  readonly lang?: LanguageCode;
}

/** A text as a parser of lines or of JSON rows reads it, in a file of a known language. */
export function readFormat({ format, lines, rows, lang = 'am' }: ReadFormat, text: string): ParsedFile {
  const { sink, finish } = createCollector('f');
  const context: ReaderContext = { file: 'f', languageOf: (_, given) => given ?? lang };
  const reader = lines?.(context, sink) ?? (rows === undefined ? null : jsonLines(rows(context, sink), sink));
  for (const line of linesOf(text)) reader?.line(line);
  reader?.finish();
  return finish(format);
}

export function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
