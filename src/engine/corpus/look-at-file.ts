import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { RowSink } from '../../domain/corpus/row-sink.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { CorpusFormat, LanguageCode } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import type { FileInspection, SampleRow, TablePreview } from '../../protocol/inspection.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { FormatReader, OpenFile } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { createReaders, readerOf } from './formats/formats.ts';
import { openFile } from './open-file.ts';
import { planOf } from './plan-files.ts';
import type { Recognition } from './plan-sources.ts';
import { readInto } from './read-one.ts';
import type { SourceFile } from './source-file.ts';
import { unpackWhole } from './unpack-whole.ts';

/** Bytes of a file, as they lie there, from which the rest is estimated; a smaller file is counted. */
const LOOKED_AT = 2 * 1024 ** 2;

const PIECE = 65_536;

/** Records of many short rows after which a beginning says enough. */
const MOST_RECORDS = 20_000;

/** Texts whose language is told; the first ones of a file are like the others. */
const MOST_DETECTED = 200;

const SHOWN_OF_A_KIND = 3;
const SHOWN_CHARACTERS = 400;

export interface LookOptions {
  readonly recognised: Recognition | { readonly refusal: string };
  /** `null`: as the file is recognised. */
  readonly plan: FilePlan | null;
  /** Files that may be parallel to it. */
  readonly beside?: readonly SourceFile[] | undefined;
  /** Asked where nothing says the language of a text. */
  readonly detect: (text: string) => LanguageCode;
  readonly signal?: AbortSignal | undefined;
}

export interface Look {
  readonly seen: FileInspection;
  /** Names of the groups of passages that were seen. */
  readonly groups: ReadonlySet<string>;
  readonly passages: { readonly grouped: number; readonly alone: number };
}

/** Thrown into a reader when enough was seen. */
class Enough extends Error {}

/** Reads the beginning of a file, to say how it would be read and how much of it there is. */
export async function lookAtFile(source: SourceFile, options: LookOptions): Promise<Look> {
  const { recognised, plan, beside, detect, signal } = options;
  if ('refusal' in recognised) return nothing(source, recognised.refusal);
  const { detected, sample } = recognised;
  const readers = createReaders(detect);
  const bytes = { read: 0 };
  try {
    const file = await openFile(inPieces(source), {
      signal,
      beside,
      onBytes: (more) => {
        bytes.read += more;
      },
    });
    const wanted = plan ?? planOf(detected, sample);
    const table = await previewOf(file, wanted, readers);
    const planned =
      wanted.columns === null && table !== null ? { ...wanted, columns: table.suggested } : wanted;
    const counted = await countRows(file, planned, readers, detect, bytes);
    throwIfAborted(signal);
    return {
      groups: counted.groups,
      passages: counted.seen,
      seen: {
        file: source.name,
        bytes: source.size,
        plan: planned,
        refusal: counted.refusal,
        alternatives: alternativesTo(planned.format, recognised),
        because: detected.because,
        table,
        rows: counted.rows,
        languages: counted.languages,
        languageGuessed: counted.guessed,
        sample: counted.sample,
      },
    };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return nothing(source, error.message);
  }
}

/** Streams give pieces as large as they like; rows are counted against small ones. */
function inPieces(source: SourceFile): SourceFile {
  return {
    ...source,
    stream: () =>
      source.stream().pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            for (let at = 0; at < chunk.length; at += PIECE)
              controller.enqueue(chunk.subarray(at, at + PIECE));
          },
        }),
      ),
  };
}

function nothing({ name, size }: SourceFile, refusal: string): Look {
  return {
    groups: new Set(),
    passages: { grouped: 0, alone: 0 },
    seen: {
      file: name,
      bytes: size,
      plan: null,
      refusal,
      alternatives: [],
      because: '',
      table: null,
      rows: { count: 0, passages: 0, characters: 0, exact: true },
      languages: [],
      languageGuessed: false,
      sample: [],
    },
  };
}

/** What a file could be read as besides: what its beginning allows, and of unsure text what takes any. */
function alternativesTo(format: CorpusFormat, { detected, sample }: Recognition): readonly CorpusFormat[] {
  const any: readonly CorpusFormat[] = detected.sure || sample.text === null ? [] : ['table', 'text'];
  const all = [detected.format, ...(detected.alternatives ?? []), ...any];
  return [...new Set(all)].filter((other) => other !== format);
}

async function previewOf(
  file: OpenFile,
  { format }: FilePlan,
  readers: readonly FormatReader[],
): Promise<TablePreview | null> {
  if (format !== 'table') return null;
  return (await readerOf(readers, format).preview?.(await unpackWhole(file, format))) ?? null;
}

interface Counted {
  readonly rows: FileInspection['rows'];
  readonly languages: readonly LanguageCode[];
  readonly sample: readonly SampleRow[];
  readonly groups: ReadonlySet<string>;
  readonly seen: Look['passages'];
  /** Neither a person, nor the rows, nor the file's name say the language. */
  readonly guessed: boolean;
  readonly refusal: string | null;
}

/**
 * Reads until enough is seen. Rows are set against the bytes that had been read when they were found: bytes come in
 * pieces, and the rows of all but the last piece are known when it comes.
 */
async function countRows(
  file: OpenFile,
  plan: FilePlan,
  readers: readonly FormatReader[],
  detect: (text: string) => LanguageCode,
  bytes: { readonly read: number },
): Promise<Counted> {
  const found = { rows: 0, passages: 0, characters: 0, texts: 0 };
  /** As they were when the last piece came. */
  let at = { ...found, bytes: 0 };
  let last = bytes.read;
  const told = { guessed: false };
  const languages = new Map<LanguageCode, number>();
  const sample: SampleRow[] = [];
  const groups = new Set<string>();
  const seen = { grouped: 0, alone: 0 };
  const next = (): void => {
    if (bytes.read !== last) {
      at = { ...found, bytes: last };
      last = bytes.read;
      if (at.bytes >= LOOKED_AT) throw new Enough();
    }
    if (found.rows >= MOST_RECORDS && at.rows > 0) throw new Enough();
    found.rows++;
  };
  const show = (row: SampleRow): void => {
    if (sample.filter(({ kind }) => kind === row.kind).length >= SHOWN_OF_A_KIND) return;
    sample.push({ ...row, text: row.text.slice(0, SHOWN_CHARACTERS) });
  };
  const tell = (given: LanguageCode, text: string): LanguageCode => {
    found.texts++;
    if (given === UNDETERMINED) told.guessed = true;
    if (found.texts > MOST_DETECTED && given === UNDETERMINED) return given;
    const lang = given === UNDETERMINED ? detect(text) : given;
    languages.set(lang, (languages.get(lang) ?? 0) + 1);
    return lang;
  };
  const sink: RowSink = {
    passage(record) {
      next();
      const text = searchedText(record);
      found.passages++;
      found.characters += text.length;
      if (record.group === undefined) seen.alone++;
      else {
        seen.grouped++;
        groups.add(record.group);
      }
      show({ kind: 'passage', id: record.id, lang: tell(record.lang, record.text), text });
    },
    query({ id, lang, text }) {
      next();
      show({ kind: 'query', id, lang: tell(lang, text), text });
    },
    generated({ docid, group, queries }) {
      next();
      const [lang, texts] = Object.entries(queries)[0] ?? [UNDETERMINED, []];
      show({ kind: 'generated', id: docid ?? group ?? '', lang, text: texts[0] ?? '' });
    },
    judgement({ query, docno, level }) {
      next();
      show({ kind: 'judgement', id: query, lang: null, text: `${docno}: ${String(level)}` });
    },
    run({ lines }) {
      found.rows += lines;
    },
    skip() {
      next();
    },
    note(text) {
      // SQuAD's readers settle the language of the whole file, and say how.
      if (/has no language/.test(text)) told.guessed = true;
    },
  };
  let whole = true;
  let refusal: string | null = null;
  try {
    await readInto(file, plan, readers, sink);
  } catch (error) {
    if (error instanceof FileRefused) refusal = error.message;
    else if (error instanceof Enough) whole = false;
    else throw error;
  }
  const base = whole || at.bytes === 0 ? { ...found, bytes: bytes.read } : at;
  const scale = whole ? 1 : Math.max(1, file.raw.size / Math.max(1, base.bytes));
  const estimate = (value: number): number => Math.round(value * scale);
  return {
    rows: {
      count: estimate(base.rows),
      passages: estimate(base.passages),
      characters: estimate(base.characters),
      exact: whole,
    },
    languages: [...languages].sort(([, a], [, b]) => b - a).map(([lang]) => lang),
    sample,
    groups,
    seen,
    guessed: told.guessed && plan.language.mode !== 'declared',
    refusal,
  };
}
