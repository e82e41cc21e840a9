import type { Line } from '../../domain/corpus/parse-jsonl.ts';
import { linesOf } from '../../domain/corpus/parse-jsonl.ts';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes after the byte order mark, which is `skip` bytes long. */
export interface EncodedText {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly skip: number;
}

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
    if (encoding !== 'utf-8') return { problem: 'It is not well-formed UTF-16. Save it as UTF-8.' };
    const at = firstInvalidUtf8(bytes);
    // Well formed after all: the text is longer than the longest string the browser can hold.
    if (at === -1) return { problem: 'It is too large to be read as one text. Split it, or use JSON Lines.' };
    return { problem: `It is not UTF-8: ${describeByte(bytes, at, skip)}. Save it as UTF-8.` };
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

/** `skip` is what stands before `bytes` in the file, so that the offset is the file's. */
function describeByte(bytes: Uint8Array, at: number, skip: number): string {
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `byte 0x${hex} at offset ${(skip + at).toLocaleString('en-GB')} does not belong there`;
}
