import type { Located, ParsedFile } from './parsed-file.ts';
import { LISTED_ROWS, moreSkipped, noteLongTexts } from './parsed-file.ts';
import type { RowSink, TrecRun } from './row-sink.ts';
import type {
  CorpusFormat,
  GeneratedQueries,
  Judgement,
  LanguageCode,
  Passage,
  Query,
  SkippedRow,
} from './types.ts';
import { UNDETERMINED } from './types.ts';

export interface CollectOptions {
  /** Passages that are let in; the others are gone at once. All, unless given. */
  readonly keep?: ((passage: Passage) => boolean) | undefined;
  /** Kinds of records that count; the others are as if they were not there. All, unless given. */
  readonly take?:
    { readonly passages: boolean; readonly queries: boolean; readonly generated: boolean } | undefined;
  /** Fills in the languages that are not known. */
  readonly detect?: ((text: string) => LanguageCode) | undefined;
  /** Is told of every row that is left out, those that are not listed included. */
  readonly onSkip?: ((row: SkippedRow) => void) | undefined;
}

export interface Collector {
  readonly sink: RowSink;
  /** Passages so far: let in, and seen at all. */
  counts(): { readonly kept: number; readonly seen: number };
  readonly finish: (format: CorpusFormat) => ParsedFile;
}

/** Makes a parsed file of what a reader finds. */
export function createCollector(
  file: string,
  { keep, take, detect, onSkip }: CollectOptions = {},
): Collector {
  const passages: Located<Passage>[] = [];
  const queries: Located<Query>[] = [];
  const generated: Located<GeneratedQueries>[] = [];
  const judgements: Judgement[] = [];
  const skipped: SkippedRow[] = [];
  const notes: string[] = [];
  let run: TrecRun | null = null;
  let seen = 0;
  let left = 0;
  let detected = false;
  const settle = <Row extends Passage | Query>(record: Row): Row => {
    if (detect === undefined || record.lang !== UNDETERMINED) return record;
    detected = true;
    return { ...record, lang: detect(record.text) };
  };
  const sink: RowSink = {
    passage(record, where) {
      if (take?.passages === false) return;
      seen++;
      if (keep?.(record) !== false) passages.push({ record: settle(record), where });
    },
    query(record, where) {
      if (take?.queries !== false) queries.push({ record: settle(record), where });
    },
    generated(record, where) {
      if (take?.generated !== false) generated.push({ record, where });
    },
    judgement(judgement) {
      judgements.push(judgement);
    },
    run(found) {
      run = found;
    },
    skip(where, reason) {
      const row = { file, where, reason };
      onSkip?.(row);
      if (skipped.length < LISTED_ROWS) skipped.push(row);
      else left++;
    },
    note(text) {
      notes.push(text);
    },
  };
  return {
    sink,
    counts: () => ({ kept: passages.length, seen }),
    finish(format) {
      const onlyGenerated = generated.length > 0 && seen === 0 && queries.length === 0;
      const ownRows = format === 'jsonl' || format === 'generated-queries';
      return {
        file,
        format: !ownRows ? format : onlyGenerated ? 'generated-queries' : 'jsonl',
        passages,
        queries,
        generated,
        ...(judgements.length > 0 || format === 'qrels' ? { judgements } : {}),
        ...(run === null ? {} : { run }),
        skipped: left === 0 ? skipped : [...skipped, moreSkipped(file, left)],
        notes: [
          ...notes,
          ...(detected ? ['Languages were detected text by text.'] : []),
          ...noteLongTexts(passages),
        ],
      };
    },
  };
}
