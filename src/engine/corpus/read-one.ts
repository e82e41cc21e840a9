import type { Collector } from '../../domain/corpus/collect-rows.ts';
import { languagesFromPath } from '../../domain/corpus/language-from-file-name.ts';
import { prefixIds } from '../../domain/corpus/prefix-ids.ts';
import type { FilePlan, LanguagePlan } from '../../domain/corpus/read-plan.ts';
import type { ReaderContext, RowSink } from '../../domain/corpus/row-sink.ts';
import type { CorpusFormat } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { FormatReader, OpenFile } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { readerOf } from './formats/formats.ts';
import type { FileOutcome } from './corpus-file.ts';
import { unpackWhole } from './unpack-whole.ts';

/** Formats whose reader tells itself where their language is from, or that have none. */
const TOLD_ELSEWHERE: ReadonlySet<CorpusFormat> = new Set([
  'xquad',
  'jsonl',
  'generated-queries',
  'qrels',
  'run',
  'belebele',
  'mkqa',
  'tmx',
  'parallel-lines',
]);

/** Gives every record of a file to a sink. @throws FileRefused; cancelling throws as well */
export async function readInto(
  file: OpenFile,
  plan: FilePlan,
  readers: readonly FormatReader[],
  sink: RowSink,
): Promise<void> {
  const { context, note } = contextOf(file.name, plan);
  const target = plan.prefix === undefined ? sink : prefixIds(plan.prefix, sink);
  const asked = new Set<'file' | 'record'>();
  const told: ReaderContext = {
    ...context,
    languageOf(text, given) {
      asked.add((given ?? null) === null ? 'file' : 'record');
      return context.languageOf(text, given);
    },
  };
  await readerOf(readers, plan.format).read(await unpackWhole(file, plan.format), plan, told, target);
  if (asked.has('file') && note !== null && !TOLD_ELSEWHERE.has(plan.format)) sink.note(note);
}

/** Reads one file; throws only when cancelled. Whatever a file brings about costs that file alone. */
export async function refusable(
  name: string,
  read: () => Promise<FileOutcome>,
  signal?: AbortSignal,
): Promise<FileOutcome> {
  try {
    return await read();
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof FileRefused) return { file: name, refusal: error.message };
    const cause = error instanceof RangeError ? 'it is nested too deeply or too large' : String(error);
    return { file: name, refusal: `It could not be read: ${cause}.` };
  }
}

/** A file of nothing but bad rows keeps its list of reasons, which says more than a refusal would. */
export function finished(collector: Collector, plan: FilePlan): FileOutcome {
  const parsed = collector.finish(plan.format);
  const { seen } = collector.counts();
  const rows = seen + parsed.queries.length + parsed.generated.length + parsed.skipped.length;
  const judged = (parsed.judgements?.length ?? 0) + Number(parsed.run !== undefined);
  return rows + judged === 0 ? { file: parsed.file, refusal: 'It holds no rows.' } : parsed;
}

/** How a file's texts get their language, and what is to be said of it. */
function contextOf(
  file: string,
  { language }: FilePlan,
): { readonly context: ReaderContext; readonly note: string | null } {
  return {
    context: { file, languageOf: languages(file, language), detects: language.mode === 'detect' },
    note: noteOf(file, language),
  };
}

function languages(file: string, language: LanguagePlan): ReaderContext['languageOf'] {
  switch (language.mode) {
    case 'declared':
      return () => language.lang;
    case 'detect':
      return () => UNDETERMINED;
    case 'given': {
      const named = languagesFromPath(file)?.passages ?? UNDETERMINED;
      return (_, given) => given ?? named;
    }
  }
}

function noteOf(file: string, language: LanguagePlan): string | null {
  if (language.mode === 'declared') return `Declared to be ${languageInfo(language.lang).name}.`;
  const named = language.mode === 'given' ? languagesFromPath(file) : null;
  return named === null ? null : `Language taken from the file’s name: ${languageInfo(named.passages).name}.`;
}
