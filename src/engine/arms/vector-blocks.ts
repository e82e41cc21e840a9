/**
 * Vectors as they are kept: blocks one after the other, each with the numbers of its rows and a checksum. Little
 * endian, as all numbers wherever the runtime works.
 *
 *     4 bytes   "CLV1"
 *     4 bytes   rows in the block, n
 *     8 bytes   the first of the SHA-256 of what follows
 *     4 n       row numbers
 *     4 n d     float32, one row after the other
 *
 * A block that was cut off, by a crash say, ends the file for a reader, and is written over by the next writer.
 */
const MAGIC = 0x31564c43;
const HEADER_BYTES = 16;
/** A larger count is none. */
const MAX_ROWS = 65_536;

/** @param vectors [rows × dimensions] */
export async function packBlock(
  rows: readonly number[],
  vectors: Float32Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const block = new Uint8Array(HEADER_BYTES + rows.length * 4 + vectors.byteLength);
  const view = new DataView(block.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, rows.length, true);
  block.set(new Uint8Array(Uint32Array.from(rows).buffer), HEADER_BYTES);
  block.set(
    new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
    HEADER_BYTES + rows.length * 4,
  );
  block.set(await checksum(block.subarray(HEADER_BYTES)), 8);
  return block;
}

/**
 * Reads blocks up to the first that is not whole.
 * @param expected rows that there are at all, and numbers of a vector
 * @returns bytes up to the end of the last whole block
 */
export async function readBlocks(
  blob: Blob,
  expected: { readonly rows: number; readonly dimensions: number },
  take: (row: number, vector: Float32Array) => void,
): Promise<number> {
  let at = 0;
  for (;;) {
    const block = await readBlock(blob, at, expected);
    if (block === null) return at;
    block.rows.forEach((row, place) => {
      take(row, block.vectors.subarray(place * expected.dimensions, (place + 1) * expected.dimensions));
    });
    at = block.end;
  }
}

async function readBlock(
  blob: Blob,
  at: number,
  { rows: known, dimensions }: { readonly rows: number; readonly dimensions: number },
): Promise<{ readonly rows: Uint32Array; readonly vectors: Float32Array; readonly end: number } | null> {
  if (at + HEADER_BYTES > blob.size) return null;
  const header = new DataView(await blob.slice(at, at + HEADER_BYTES).arrayBuffer());
  const count = header.getUint32(4, true);
  if (header.getUint32(0, true) !== MAGIC || count === 0 || count > MAX_ROWS) return null;
  const end = at + HEADER_BYTES + count * 4 * (1 + dimensions);
  if (end > blob.size) return null;
  const body = new Uint8Array(await blob.slice(at + HEADER_BYTES, end).arrayBuffer());
  const stated = new Uint8Array(header.buffer, 8, 8);
  if (!(await checksum(body)).every((byte, place) => byte === stated[place])) return null;
  const rows = new Uint32Array(body.buffer, 0, count);
  if (rows.some((row) => row >= known)) return null;
  return { rows, vectors: new Float32Array(body.buffer, count * 4), end };
}

async function checksum(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', body)).subarray(0, 8);
}
