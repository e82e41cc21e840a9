import { createBelebele } from '../../../domain/corpus/formats/belebele.ts';
import {
  createBeirPassages,
  createBeirQueries,
  createDocidPassages,
  createQueryPassages,
} from '../../../domain/corpus/formats/beir.ts';
import type { CreateJsonRows } from '../../../domain/corpus/formats/json-rows.ts';
import { jsonLines } from '../../../domain/corpus/formats/json-rows.ts';
import { createMkqa } from '../../../domain/corpus/formats/mkqa.ts';
import { createQrelsRows } from '../../../domain/corpus/formats/qrels.ts';
import { recogniseJson } from '../../../domain/corpus/formats/recognise-json.ts';
import { detectLayout } from '../../../domain/corpus/detect-format.ts';
import { createOwnRows } from '../../../domain/corpus/parse-jsonl.ts';
import type { CorpusFormat } from '../../../domain/corpus/types.ts';
import type { FormatReader } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';
import { parseJson } from './xquad-reader.ts';

const READERS: Partial<Readonly<Record<CorpusFormat, CreateJsonRows>>> = {
  jsonl: createOwnRows,
  'generated-queries': createOwnRows,
  'beir-passages': createBeirPassages,
  'beir-queries': createBeirQueries,
  'docid-passages': createDocidPassages,
  'query-passages': createQueryPassages,
  belebele: createBelebele,
  mkqa: createMkqa,
  qrels: createQrelsRows,
};

/** Formats of rows of JSON, one in a line or all in one list. Qrels are rows of JSON in datasets of the Hub. */
export const jsonRowsReader: FormatReader = {
  formats: Object.keys(READERS).filter((format) => format !== 'qrels') as CorpusFormat[],
  detect({ name, text, whole }) {
    const found = text === null ? null : recogniseJson({ name, text, whole });
    return found !== null && found.format in READERS ? found : null;
  },
  async read(file, { format }, context, sink) {
    const create = READERS[format];
    if (create === undefined) throw new FileRefused(`It cannot be read as ${format}.`);
    const rows = create(context, sink);
    if (detectLayout(file.sample.text ?? '') !== 'array') {
      const reader = jsonLines(rows, sink);
      for await (const line of file.lines()) reader.line(line);
      reader.finish();
      return;
    }
    const value = parseJson(await file.wholeText());
    if (!Array.isArray(value)) throw new FileRefused('It is JSON, but neither a list nor JSON Lines.');
    for (const [index, row] of value.entries()) {
      rows.row(row, `[${String(index)}]`);
      await file.breathe();
    }
    rows.finish();
  },
};
