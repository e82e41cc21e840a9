import { createDprReader } from '../../../domain/corpus/formats/dpr.ts';
import { createCollectionReader, createTopicsReader } from '../../../domain/corpus/formats/id-text.ts';
import { createQrelsReader } from '../../../domain/corpus/formats/qrels.ts';
import { recogniseLines } from '../../../domain/corpus/formats/recognise-lines.ts';
import { countOf } from '../../../domain/corpus/parsed-file.ts';
import type { CreateLineReader, RowSink } from '../../../domain/corpus/row-sink.ts';
import type { CorpusFormat } from '../../../domain/corpus/types.ts';
import { parseRun } from '../../../domain/trec/parse-run.ts';
import type { FormatReader, OpenFile } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';
import { jsonRowsReader } from './json-rows-reader.ts';

const READERS: Partial<Readonly<Record<CorpusFormat, CreateLineReader>>> = {
  qrels: createQrelsReader,
  collection: createCollectionReader,
  topics: createTopicsReader,
  dpr: createDprReader,
};

/** Formats of lines with columns, and TREC runs. */
export const linesReader: FormatReader = {
  formats: ['qrels', 'run', 'dpr', 'collection', 'topics'],
  detect({ name, text, whole }) {
    return text === null ? null : recogniseLines({ name, text, whole });
  },
  async read(file, plan, context, sink) {
    if (plan.format === 'run') {
      await readRun(file, sink);
      return;
    }
    // Qrels as rows of JSON.
    if (plan.format === 'qrels' && /^\s*[[{]/.test(file.sample.text ?? '')) {
      await jsonRowsReader.read(file, plan, context, sink);
      return;
    }
    let highest = 0;
    const watched: RowSink = {
      ...sink,
      judgement(judgement) {
        highest = Math.max(highest, judgement.level);
        sink.judgement(judgement);
      },
    };
    const reader = READERS[plan.format]?.(context, watched);
    if (reader === undefined) throw new FileRefused(`It cannot be read as ${plan.format}.`);
    for await (const line of file.lines()) reader.line(line);
    reader.finish();
    if (highest > 1) {
      sink.note('Levels of 1 and above are relevant alike here; the command line uses them as gains.');
    }
  },
};

/** Errors of a run that are listed; the rest is counted. */
const LISTED = 100;

async function readRun(file: OpenFile, sink: RowSink): Promise<void> {
  const text = await file.wholeText();
  const { run, errors, errorCount } = parseRun(text, LISTED);
  const queries = run.queries.size;
  const lines = [...run.queries.values()].reduce((sum, { docnos }) => sum + docnos.length, 0);
  sink.run({ text, queries, lines });
  for (const { line, reason } of errors) sink.skip(`line ${String(line)}`, reason);
  if (errorCount > errors.length) {
    const more = countOf(errorCount - errors.length, 'more line', 'more lines');
    sink.skip(more, 'Left out too; only the first are listed.');
  }
  sink.note(`A run of ${queries.toLocaleString('en-GB')} queries: it becomes an arm.`);
}
