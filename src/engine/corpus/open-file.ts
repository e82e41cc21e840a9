import type { Line } from '../../domain/corpus/row-sink.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import { textLines, utf8Lines } from './byte-lines.ts';
import type { Encoding } from './decode.ts';
import { begunBytes, decodePieces, decodeText } from './decode.ts';
import type { FileSample, OpenFile } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { isGzip } from './gunzip.ts';
import { inspectBytes } from './inspect-bytes.ts';
import type { SourceFile } from './source-file.ts';
import type { UnpackLimits } from './unpack-stream.ts';
import { megabytes, STREAM_LIMITS, unpackedBytes, unreadable } from './unpack-stream.ts';

/** Of formats that are held whole: a larger file is refused. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Bytes of a sample. */
const SAMPLE = 65_536;

/** Rows between two looks at messages. */
const ROWS_AT_ONCE = 256;

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file as it lies there, each time some were read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Files that may be parallel to it. */
  readonly beside?: readonly SourceFile[] | undefined;
}

/**
 * Opens a file for the readers: looks at its beginning, and unpacks and decodes it while it is read.
 * @throws FileRefused when it cannot be read, is empty, or is damaged gzip
 */
export async function openFile(
  source: SourceFile,
  { signal, onBytes, beside = [] }: OpenOptions = {},
): Promise<OpenFile> {
  throwIfAborted(signal);
  let head: Uint8Array;
  try {
    head = await source.slice(0, SAMPLE);
  } catch (error) {
    throwIfAborted(signal);
    throw unreadable(error);
  }
  const gzip = isGzip(head);
  const sample = await sampleOf(source, head, gzip);
  const inspection = inspectBytes(sample.bytes);
  const encoding: { readonly encoding: Encoding; readonly skip: number } | null =
    'refusal' in inspection ? null : inspection;
  const needText = (): { readonly encoding: Encoding; readonly skip: number } => {
    if ('refusal' in inspection) throw new FileRefused(inspection.refusal);
    return inspection;
  };

  const pause = async (): Promise<void> => {
    await yieldToEvents();
    throwIfAborted(signal);
  };
  async function* pieces(limits: UnpackLimits, skip: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let left = skip;
    try {
      for await (const chunk of unpackedBytes(source, gzip, limits, onBytes)) {
        await pause();
        const rest = left === 0 ? chunk : chunk.subarray(left);
        left = Math.max(0, left - chunk.length);
        if (rest.length > 0) yield rest;
      }
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    }
  }
  const texts = (): AsyncGenerator<string> => {
    const { encoding: name, skip } = needText();
    return decodePieces(
      pieces(STREAM_LIMITS, skip),
      { encoding: name, skip },
      (problem) => new FileRefused(problem),
    );
  };
  async function* lines(): AsyncGenerator<Line> {
    const { encoding: name, skip } = needText();
    const batches = name === 'utf-8' ? utf8Lines(pieces(STREAM_LIMITS, skip), skip) : textLines(texts());
    for await (const batch of batches) yield* batch;
  }
  let rows = 0;
  return {
    name: source.name,
    sample,
    raw: source,
    beside,
    advance: onBytes ?? (() => undefined),
    lines,
    texts,
    async wholeText() {
      const { encoding: name, skip } = needText();
      if (!gzip && source.size > MAX_FILE_BYTES) {
        const limit = megabytes(MAX_FILE_BYTES);
        throw new FileRefused(
          `It is ${megabytes(source.size)} MB large; the limit is ${limit} MB. Split it.`,
        );
      }
      const parts: Uint8Array<ArrayBuffer>[] = [];
      const limits = { bytes: MAX_FILE_BYTES, ratio: STREAM_LIMITS.ratio };
      for await (const chunk of pieces(limits, encoding?.skip ?? 0)) parts.push(chunk);
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      const decoded = decodeText({ bytes, encoding: name, skip });
      if ('problem' in decoded) throw new FileRefused(decoded.problem);
      return decoded.text;
    },
    async breathe() {
      if (++rows % ROWS_AT_ONCE === 0) await pause();
    },
  };
}

/** The beginning of a file, for recognising it. @throws FileRefused as `openFile` */
async function sampleOf(source: SourceFile, head: Uint8Array, gzip: boolean): Promise<FileSample> {
  let bytes = head;
  let whole = source.size <= head.length;
  if (gzip) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    whole = true;
    for await (const chunk of unpackedBytes(source, true, STREAM_LIMITS)) {
      parts.push(chunk);
      size += chunk.length;
      if (size <= SAMPLE) continue;
      whole = false;
      break;
    }
    bytes = new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, SAMPLE);
  }
  const text = textOf(bytes, whole);
  if (whole && (bytes.length === 0 || text?.trim() === '')) throw new FileRefused('It is empty.');
  return { name: source.name.replace(/\.gz$/i, ''), size: source.size, bytes, text, whole };
}

/** Lenient: a line in another encoding should not hide the format of the others. */
function textOf(bytes: Uint8Array, whole: boolean): string | null {
  const inspection = inspectBytes(bytes);
  if ('refusal' in inspection) return null;
  const { encoding, skip } = inspection;
  const cut = whole ? 0 : encoding === 'utf-8' ? begunBytes(bytes) : (bytes.length - skip) % 2;
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(skip, bytes.length - cut));
}
