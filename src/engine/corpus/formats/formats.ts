import type { CorpusFormat, LanguageCode } from '../../../domain/corpus/types.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonRowsReader } from './json-rows-reader.ts';
import { linesReader } from './lines-reader.ts';
import { parallelLinesReader } from './parallel-lines-reader.ts';
import { plainTextReader } from './plain-text-reader.ts';
import { tableReader } from './table-reader.ts';
import { tmxReader } from './tmx-reader.ts';
import { createXquadReader } from './xquad-reader.ts';

/**
 * The readers of all formats, in the order in which they are asked whether a file is theirs: those that need certain
 * keys or columns first, those that take any text last. Made anew for each corpus, as some know what earlier files held.
 */
export function createReaders(
  detect: ((text: string) => LanguageCode) | null = null,
): readonly FormatReader[] {
  return [
    createXquadReader(detect),
    jsonRowsReader,
    tmxReader,
    linesReader,
    tableReader,
    parallelLinesReader,
    plainTextReader,
  ];
}

export function readerOf(readers: readonly FormatReader[], format: CorpusFormat): FormatReader {
  const found = readers.find(({ formats }) => formats.includes(format));
  // Every format of `CORPUS_FORMATS` has a reader; a test sees to it.
  if (found === undefined) throw new Error(`No reader for ${format}.`);
  return found;
}
