import type { Line } from '../../domain/corpus/row-sink.ts';
import { describeByte } from './decode.ts';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';

/** A longer line is left out: it is hardly a row, and would have to be held whole. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

const TOO_LONG = `The line is longer than ${String(MAX_LINE_BYTES / 1024 ** 2)} MB.`;
const CR = 0x0d;
const LF = 0x0a;

/**
 * The lines of UTF-8 that comes in pieces, each decoded by itself: a line in another encoding costs that line only.
 * Windows line ends are taken off. The lines of one piece come together, since each step of an async generator
 * costs more than decoding a line.
 * @param skip bytes before the first piece, so that offsets are the file's
 */
export async function* utf8Lines(
  chunks: AsyncIterable<Uint8Array>,
  skip: number,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  /** Where the line begins in the file. */
  let start = skip;
  let parts: Uint8Array[] = [];
  let held = 0;
  const take = (rest: Uint8Array): Line => {
    number++;
    const length = held + rest.length;
    const at = start;
    start += length + 1;
    const bytes = held === 0 ? rest : join([...parts, rest]);
    parts = [];
    held = 0;
    return length > maxBytes ? { number, problem: TOO_LONG } : decodeLine(decoder, bytes, number, at);
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      lines.push(take(chunk.subarray(from, end)));
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    // Of a line that is too long only its length is kept.
    if (rest.length > 0 && held + rest.length <= maxBytes) parts.push(rest);
    else if (rest.length > 0) parts = [];
    held += rest.length;
    if (lines.length > 0) yield lines;
  }
  if (held > 0) yield [take(new Uint8Array(0))];
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array, number: number, at: number): Line {
  const line = bytes[bytes.length - 1] === CR ? bytes.subarray(0, -1) : bytes;
  try {
    return { number, text: decoder.decode(line) };
  } catch {
    const offset = Math.max(0, firstInvalidUtf8(line));
    return { number, problem: `The line is not UTF-8: ${describeByte(line, offset, at)}.` };
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The lines of text that comes in pieces. */
export async function* textLines(
  texts: AsyncIterable<string>,
  maxLength = MAX_LINE_BYTES,
): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let held = '';
  let tooLong = false;
  const take = (text: string): Line => {
    number++;
    const problem = tooLong || text.length > maxLength;
    tooLong = false;
    return problem
      ? { number, problem: TOO_LONG }
      : { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  };
  for await (const piece of texts) {
    const pieces = (held + piece).split('\n');
    held = pieces.pop() ?? '';
    const lines = pieces.map(take);
    if (held.length > maxLength) {
      held = '';
      tooLong = true;
    }
    if (lines.length > 0) yield lines;
  }
  if (held !== '' || tooLong) yield [take(held)];
}
