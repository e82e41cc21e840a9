import { linesOf } from '../../domain/corpus/parse-jsonl.ts';
import type { Line } from '../../domain/corpus/row-sink.ts';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes after the byte order mark, which is `skip` bytes long. */
export interface EncodedText {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly skip: number;
}

const NOT_UTF16 = 'It is not well-formed UTF-16. Save it as UTF-8.';

/** Enough of the beginning to tell formats apart; a character that is cut in two does no harm there. */
export function decodeHead({ bytes, encoding }: EncodedText, length = 65_536): string {
  return new TextDecoder(encoding).decode(bytes.subarray(0, length));
}

/** The whole text, or what is wrong with its bytes. */
export function decodeText({
  bytes,
  encoding,
  skip,
}: EncodedText): { readonly text: string } | { readonly problem: string } {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (encoding !== 'utf-8') return { problem: NOT_UTF16 };
    const at = firstInvalidUtf8(bytes);
    // Well formed after all: the text is longer than the longest string the browser can hold.
    if (at === -1) return { problem: 'It is too large to be read as one text. Split it, or use JSON Lines.' };
    return { problem: notUtf8(bytes, at, skip) };
  }
}

/**
 * The lines of a text, each decoded by itself: a line in another encoding costs that line only, and a large file is
 * never held as one string.
 */
export function* decodeLines(source: EncodedText): Generator<Line> {
  if (source.encoding !== 'utf-8') {
    const decoded = decodeText(source);
    if ('problem' in decoded) yield { number: 1, problem: decoded.problem };
    else yield* linesOf(decoded.text);
    return;
  }
  const { bytes, skip } = source;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    const line = bytes.subarray(start, stop);
    number++;
    yield decodeLine(decoder, line, number, skip + start);
    start = stop + 1;
  }
}

function decodeLine(decoder: TextDecoder, line: Uint8Array, number: number, skip: number): Line {
  try {
    return { number, text: decoder.decode(line) };
  } catch {
    return {
      number,
      problem: `The line is not UTF-8: ${describeByte(line, Math.max(0, firstInvalidUtf8(line)), skip)}.`,
    };
  }
}

/**
 * Text that comes in pieces of bytes, no character cut in two.
 * @param fail makes an error of what is wrong with the bytes
 */
export async function* decodePieces(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, skip }: Pick<EncodedText, 'encoding' | 'skip'>,
  fail: (problem: string) => Error,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let at = skip;
  /** The bytes of a character that the last piece began. */
  let begun = new Uint8Array(0);
  for await (const chunk of chunks) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      if (encoding !== 'utf-8') throw fail(NOT_UTF16);
      const bytes = new Uint8Array([...begun, ...chunk]);
      throw fail(notUtf8(bytes, Math.max(0, firstInvalidUtf8(bytes)), at - begun.length));
    }
    if (text !== '') yield text;
    at += chunk.length;
    const tail = new Uint8Array([...begun, ...chunk.subarray(-3)]).slice(-3);
    begun = encoding === 'utf-8' ? tail.slice(tail.length - begunBytes(tail)) : begun;
  }
  try {
    decoder.decode();
  } catch {
    throw fail(encoding === 'utf-8' ? notUtf8(begun, 0, at - begun.length) : NOT_UTF16);
  }
}

/** How many bytes at the end belong to a character that goes on behind it (0 to 3). */
export function begunBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function notUtf8(bytes: Uint8Array, at: number, skip: number): string {
  return `It is not UTF-8: ${describeByte(bytes, at, skip)}. Save it as UTF-8.`;
}

/** `skip` is what stands before `bytes` in the file, so that the offset is the file's. */
export function describeByte(bytes: Uint8Array, at: number, skip: number): string {
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `byte 0x${hex} at offset ${(skip + at).toLocaleString('en-GB')} does not belong there`;
}
