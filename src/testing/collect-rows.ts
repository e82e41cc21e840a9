import type { Judgement, Passage, Query } from '../domain/corpus/types.ts';
import type { FilePlan } from '../domain/corpus/read-plan.ts';
import type { Line, RowSink } from '../domain/corpus/row-sink.ts';
import type { SourceFile } from '../engine/corpus/source-file.ts';
import type { FileSample, FormatReader, OpenFile } from '../engine/corpus/formats/format-reader.ts';

/** A file of bytes that are in memory, for tests of readers by themselves. */
export function sourceOf(name: string, content: Uint8Array | string): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const blob = new Blob([new Uint8Array(bytes)]);
  return {
    name,
    size: bytes.length,
    stream: () => blob.stream(),
    slice: (start, end) => Promise.resolve(bytes.slice(start, end)),
  };
}

/** @param cuts where the text is cut into pieces */
export function openForTest(
  name: string,
  content: Uint8Array | string,
  {
    cuts = [],
    beside = [],
  }: { readonly cuts?: readonly number[]; readonly beside?: readonly SourceFile[] } = {},
): OpenFile {
  const raw = sourceOf(name, content);
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  async function* texts(): AsyncGenerator<string> {
    await Promise.resolve();
    const places = [0, ...cuts.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
    for (let i = 1; i < places.length; i++) yield text.slice(places[i - 1], places[i]);
  }
  async function* lines(): AsyncGenerator<Line> {
    await Promise.resolve();
    const all = text.split('\n');
    if (all.at(-1) === '') all.pop();
    for (const [index, line] of all.entries()) yield { number: index + 1, text: line };
  }
  return {
    name,
    raw,
    sample: sampleOf(name, content),
    beside,
    texts,
    lines,
    wholeText: () => Promise.resolve(text),
    breathe: () => Promise.resolve(),
  };
}

export function sampleOf(name: string, content: Uint8Array | string): FileSample {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const text = typeof content === 'string' ? content.slice(0, 65_536) : null;
  return { name, size: bytes.length, bytes: bytes.slice(0, 65_536), text, whole: bytes.length <= 65_536 };
}

export interface Collected {
  readonly passages: (Passage & { readonly where: string })[];
  readonly queries: (Query & { readonly where: string })[];
  readonly judgements: Judgement[];
  readonly skipped: { readonly where: string; readonly reason: string }[];
  readonly notes: string[];
}

/** What a reader gives of a file; texts whose language nothing else says are `und`. */
export async function collect(
  reader: FormatReader,
  file: OpenFile,
  plan: Partial<FilePlan> = {},
): Promise<Collected> {
  const found: Collected = { passages: [], queries: [], judgements: [], skipped: [], notes: [] };
  const sink: RowSink = {
    passage: (record, where) => void found.passages.push({ ...record, where }),
    query: (record, where) => void found.queries.push({ ...record, where }),
    generated: () => undefined,
    run: () => undefined,
    judgement: (judgement) => void found.judgements.push(judgement),
    skip: (where, reason) => void found.skipped.push({ where, reason }),
    note: (text) => void found.notes.push(text),
  };
  const format = reader.formats[0] ?? 'text';
  const full: FilePlan = { format, language: { mode: 'given' }, columns: null, splitting: null, ...plan };
  const { language } = full;
  const context = {
    file: file.name,
    languageOf: (_: string, given?: string | null) =>
      language.mode === 'declared' ? language.lang : language.mode === 'detect' ? 'und' : (given ?? 'und'),
  };
  await reader.read(file, full, context, sink);
  return found;
}
