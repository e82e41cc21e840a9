import { FileRefused } from './formats/format-reader.ts';
import { GzipDamaged, gunzipPieces } from './gunzip-pieces.ts';
import type { SourceFile } from './source-file.ts';

/** What a compressed file may grow to: a few kilobytes can stand for gigabytes. */
export interface UnpackLimits {
  /** Bytes after unpacking. */
  readonly bytes: number;
  /** Bytes after unpacking for each byte before, once `RATIO_FROM` were read. Text seldom shrinks below a tenth. */
  readonly ratio: number;
}

/** Of formats that are read line by line. */
export const STREAM_LIMITS: UnpackLimits = { bytes: 8 * 1024 ** 3, ratio: 200 };

const RATIO_FROM = 64 * 1024 ** 2;

const DAMAGED = 'It begins as gzip does, but is damaged or cut short. Fetch it again.';

/**
 * The bytes of a file in pieces, unpacked where they are gzip. Whoever stops reading early stops the source.
 * @param onBytes is told of every piece as it lies in the file
 * @throws FileRefused when the source cannot be read, when gzip is damaged or cut short, and at the limit
 */
export async function* unpackedBytes(
  source: SourceFile,
  gzip: boolean,
  limits: UnpackLimits,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let packed = 0;
  let size = 0;
  const count = (bytes: number): void => {
    packed += bytes;
    onBytes(bytes);
  };
  try {
    for await (const piece of gzip ? gunzipPieces(source, count) : piecesOf(source, count)) {
      size += piece.length;
      if (gzip) checkGrowth(size, packed, limits);
      yield piece;
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw error instanceof GzipDamaged ? new FileRefused(DAMAGED) : unreadable(error);
  }
}

async function* piecesOf(
  source: SourceFile,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = source.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes(value.length);
      yield value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    // Of a stream that failed this rejects with the same error again.
    await reader.cancel().catch(() => undefined);
  }
}

function checkGrowth(size: number, packed: number, { bytes, ratio }: UnpackLimits): void {
  if (size > bytes) {
    throw new FileRefused(`Unpacked it is larger than ${megabytes(bytes)} MB, which is the limit. Split it.`);
  }
  if (size > RATIO_FROM && size > packed * ratio) {
    throw new FileRefused(
      `It unpacks to more than ${String(ratio)} times its size, which text does not; it was not read on.`,
    );
  }
}

export function unreadable(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error;
  return new FileRefused(`It could not be read: ${error instanceof Error ? error.message : String(error)}`);
}

export function megabytes(bytes: number): string {
  return Math.ceil(bytes / (1024 * 1024)).toLocaleString('en-GB');
}
