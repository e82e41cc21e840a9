import { languagesFromPath } from '../../domain/corpus/language-from-file-name.ts';
import { DEFAULT_PASSAGE_LENGTH } from '../../domain/corpus/formats/split-paragraph.ts';
import { sampleRows } from '../../domain/corpus/formats/sample-rows.ts';
import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { CorpusFormat } from '../../domain/corpus/types.ts';
import type { Detected, FileSample, FormatReader } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { inspectBytes } from './inspect-bytes.ts';

const FORMATS =
  'Crosslens reads JSON, JSON Lines, CSV, TSV, Parquet, TMX, parallel lines, plain text, Markdown, TREC qrels and runs, and ZIP of these.';

/** @throws FileRefused when no reader knows the file */
export function detectFormat(sample: FileSample, readers: readonly FormatReader[]): Detected {
  for (const reader of readers) {
    const detected = reader.detect(sample);
    if (detected !== null) return detected;
  }
  const inspection = inspectBytes(sample.bytes);
  if ('refusal' in inspection) throw new FileRefused(inspection.refusal);
  const begin = (sample.text ?? '').trim().slice(0, 40);
  throw new FileRefused(`It is in no format that is known here; it begins with “${begin}”. ${FORMATS}`);
}

/** How a file is read unless the person says otherwise. */
export function planOf(
  { format, columns }: Pick<Detected, 'format' | 'columns'>,
  sample: FileSample,
): FilePlan {
  return {
    format,
    language: {
      mode: (columns?.lang ?? null) === null && needsDetection(format, sample) ? 'detect' : 'given',
    },
    columns: columns ?? null,
    splitting: format === 'text' || format === 'markdown' ? { characters: DEFAULT_PASSAGE_LENGTH } : null,
  };
}

/** Formats whose records name their language, have none, or where the reader finds it out from the whole file. */
const OWN_LANGUAGE: ReadonlySet<CorpusFormat> = new Set([
  'xquad',
  'generated-queries',
  'qrels',
  'run',
  'belebele',
  'mkqa',
  'tmx',
  'parallel-lines',
]);

/** Neither the rows nor the file's name say the language. */
function needsDetection(format: CorpusFormat, { name, text, whole }: FileSample): boolean {
  if (OWN_LANGUAGE.has(format) || languagesFromPath(name) !== null) return false;
  if (format !== 'jsonl') return true;
  const rows = sampleRows({ text: text ?? '', whole });
  return rows.some(({ keys }) => keys.has('text')) && !rows.some(({ keys }) => keys.has('lang'));
}

/**
 * Settles by a file's neighbours what it alone leaves open: of two files of ids and texts that could each be passages
 * or queries, the one beside passages holds queries, and the larger one passages.
 * @param files what each was recognised as, with its size in bytes
 */
export function settleByNeighbours(
  files: readonly { readonly detected: Detected | null; readonly bytes: number }[],
): readonly (Detected | null)[] {
  return files.map(({ detected, bytes }) => {
    const pair =
      detected === null || detected.sure ? undefined : PAIRS.find((kinds) => kinds.includes(detected.format));
    if (detected === null || pair === undefined) return detected;
    const others = files.filter(
      (other) =>
        other.detected !== null && other.detected !== detected && pair.includes(other.detected.format),
    );
    if (others.length === 0) return detected;
    const [passages, queries] = pair;
    const largest = others.every((other) => other.bytes < bytes);
    const surePassages = others.some(
      (other) => other.detected?.sure === true && other.detected.format === passages,
    );
    const sureQueries = others.some(
      (other) => other.detected?.sure === true && other.detected.format === queries,
    );
    const format =
      surePassages && !sureQueries
        ? queries
        : sureQueries && !surePassages
          ? passages
          : largest
            ? passages
            : queries;
    if (format === detected.format) return { ...detected, sure: surePassages !== sureQueries };
    const alternatives = [
      detected.format,
      ...(detected.alternatives ?? []).filter((other) => other !== format),
    ];
    return {
      format,
      because: `${detected.because}, and the files beside it`,
      sure: surePassages !== sureQueries,
      alternatives,
    };
  });
}

const PAIRS: readonly (readonly [passages: CorpusFormat, queries: CorpusFormat])[] = [
  ['beir-passages', 'beir-queries'],
  ['collection', 'topics'],
];
