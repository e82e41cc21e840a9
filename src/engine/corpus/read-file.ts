import { detectLayout } from '../../domain/corpus/detect-format.ts';
import { describeJsonError, locateJsonError } from '../../domain/corpus/locate-json-error.ts';
import type { RowReader } from '../../domain/corpus/parse-jsonl.ts';
import { createRowReader } from '../../domain/corpus/parse-jsonl.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { CorpusFile, FileOutcome, XquadReader } from './corpus-file.ts';
import type { EncodedText } from './decode.ts';
import { decodeHead, decodeLines, decodeText } from './decode.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { inspectBytes } from './inspect-bytes.ts';
import { detectTrec, readTrec } from './read-trec.ts';

/** A larger file is refused unread: a browser holds it in memory at once. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Rows between two looks at the signal. */
const ROWS_AT_ONCE = 2_000;

const FORMATS =
  'Crosslens reads XQuAD-R and SQuAD-style JSON, JSON Lines of passages and queries, and TREC qrels and runs.';

/** Reads one file; throws only when cancelled. Whatever a file brings about costs that file alone. */
export async function readFile(
  file: CorpusFile,
  xquad: XquadReader,
  signal?: AbortSignal,
): Promise<FileOutcome> {
  try {
    return await readAny(file, xquad, signal);
  } catch (error) {
    throwIfAborted(signal);
    const cause = error instanceof RangeError ? 'it is nested too deeply or too large' : String(error);
    return { file: file.name, refusal: `It could not be read: ${cause}.` };
  }
}

async function readAny(file: CorpusFile, xquad: XquadReader, signal?: AbortSignal): Promise<FileOutcome> {
  const refuse = (refusal: string): FileOutcome => ({ file: file.name, refusal });
  if (file.size > MAX_FILE_BYTES) {
    return refuse(
      `It is ${megabytes(file.size)} MB large; the limit is ${megabytes(MAX_FILE_BYTES)} MB. Split it.`,
    );
  }
  let raw: Uint8Array;
  try {
    raw = await file.bytes();
  } catch (error) {
    throwIfAborted(signal);
    return refuse(`It could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  throwIfAborted(signal);
  if (isGzip(raw)) {
    const unpacked = await gunzip(raw, { bytes: MAX_FILE_BYTES });
    throwIfAborted(signal);
    if ('problem' in unpacked) {
      return refuse(
        unpacked.problem === 'damaged'
          ? 'It begins as gzip does, but is damaged or cut short. Fetch it again.'
          : `Unpacked it is larger than ${megabytes(MAX_FILE_BYTES)} MB, which is the limit. Split it.`,
      );
    }
    raw = unpacked.bytes;
  }
  if (raw.length === 0) return refuse('It is empty.');
  const inspection = inspectBytes(raw);
  if ('refusal' in inspection) return refuse(inspection.refusal);
  const source = {
    bytes: raw.subarray(inspection.skip),
    encoding: inspection.encoding,
    skip: inspection.skip,
  };

  const head = decodeHead(source);
  if (head.trim() === '' && source.bytes.length <= head.length * 2) return refuse('It is empty.');
  const layout = detectLayout(head);
  if (layout === null) {
    const trec = detectTrec(head);
    if (trec !== null) {
      const decoded = decodeText(source);
      return 'problem' in decoded ? refuse(decoded.problem) : readTrec(file.name, decoded.text, trec);
    }
    return refuse(
      `It holds neither JSON nor JSON Lines; it begins with “${head.trim().slice(0, 40)}”. ${FORMATS}`,
    );
  }
  if (layout === 'lines') return rowsOrRefusal(await readLines(file.name, source, signal), refuse);

  const decoded = decodeText(source);
  if ('problem' in decoded) return refuse(decoded.problem);
  let value: unknown;
  try {
    value = JSON.parse(decoded.text);
  } catch {
    const error = locateJsonError(decoded.text);
    return refuse(error === null ? 'It is not JSON that can be read.' : describeJsonError(error));
  }
  if (layout === 'document') return xquad(file.name, value);
  return Array.isArray(value) ? readArray(file.name, value, xquad, refuse) : refuse(FORMATS);
}

/** A list of rows, or SQuAD's `data` without what is around it. */
function readArray(
  name: string,
  values: readonly unknown[],
  xquad: XquadReader,
  refuse: (reason: string) => FileOutcome,
): FileOutcome {
  if (values.some((value) => typeof value === 'object' && value !== null && 'paragraphs' in value)) {
    return xquad(name, { data: values });
  }
  const reader = createRowReader(name);
  values.forEach((value, index) => {
    reader.row(value, `[${String(index)}]`);
  });
  return rowsOrRefusal(reader, refuse);
}

async function readLines(
  name: string,
  source: EncodedText,
  signal: AbortSignal | undefined,
): Promise<RowReader> {
  const reader = createRowReader(name);
  let rows = 0;
  for (const line of decodeLines(source)) {
    reader.line(line);
    if (++rows % ROWS_AT_ONCE !== 0) continue;
    await yieldToEvents();
    throwIfAborted(signal);
  }
  return reader;
}

/** A file of nothing but bad rows keeps its list of reasons, which says more than a refusal would. */
function rowsOrRefusal(reader: RowReader, refuse: (reason: string) => FileOutcome): FileOutcome {
  const parsed = reader.finish();
  const rows =
    parsed.passages.length + parsed.queries.length + parsed.generated.length + parsed.skipped.length;
  return rows === 0 ? refuse('It holds no rows.') : parsed;
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / (1024 * 1024)).toLocaleString('en-GB');
}
