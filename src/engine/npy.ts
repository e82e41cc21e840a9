import { CrosslensError } from '../protocol/errors.ts';

/**
 * NumPy's file format 1.0 for C-order float32 matrices, little endian as all numbers wherever the runtime works.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

/** Room for any shape, so that it can be written before rows are counted; a multiple of 64, as NumPy asks. */
export const NPY_HEADER_BYTES = 128;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export function npyHeader(rows: number, dimensions: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(NPY_HEADER_BYTES).fill(0x20);
  header.set([...MAGIC, 1, 0]);
  new DataView(header.buffer).setUint16(8, NPY_HEADER_BYTES - 10, true);
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  header.set(new TextEncoder().encode(dictionary), 10);
  header[NPY_HEADER_BYTES - 1] = 0x0a;
  return header;
}

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads a float32 matrix; versions 1 to 3 of the format differ in the header's length alone.
 * @throws CrosslensError `file-damaged` for other numbers, another order, or a size that does not fit
 */
export function readNpy(bytes: Uint8Array): {
  readonly rows: number;
  readonly dimensions: number;
  readonly data: Float32Array;
} {
  if (!isNpy(bytes) || bytes.length < 12) throw damaged('it does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const begin = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  if (begin > bytes.length) throw damaged('its header is cut off');
  const header = new TextDecoder('latin1').decode(bytes.subarray(isFirst ? 10 : 12, begin));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  if (descr !== '<f4') throw damaged(`its numbers are ${descr ?? 'not named'}; float32 (<f4) is read`);
  if (!/'fortran_order':\s*False/.test(header)) throw damaged('it is not in C order');
  const shape = /'shape':\s*\((\d+),\s*(\d+),?\s*\)/.exec(header);
  if (shape === null) throw damaged('it is no matrix');
  const [rows, dimensions] = [Number(shape[1]), Number(shape[2])];
  if (bytes.length - begin !== rows * dimensions * 4)
    throw damaged(
      `it holds ${bytes.length - begin} bytes of numbers, and [${rows}, ${dimensions}] takes ${rows * dimensions * 4}`,
    );
  return { rows, dimensions, data: new Float32Array(bytes.slice(begin).buffer) };
}

function damaged(why: string): CrosslensError {
  return new CrosslensError('file-damaged', `This is no .npy file that can be used: ${why}.`);
}
