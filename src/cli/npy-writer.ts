import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UsageError } from './usage.ts';

/** The header is written last, when the rows are counted, into room of a fixed size (a multiple of 64, as NumPy asks). */
const HEADER_BYTES = 128;

/**
 * Writes a C-order float32 matrix in NumPy's format 1.0 while its rows come in. The file takes its name only when
 * it is whole.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export class NpyWriter {
  #file: FileHandle;
  #path: string;
  #dimensions: number;
  #rows = 0;

  private constructor(file: FileHandle, path: string, dimensions: number) {
    this.#file = file;
    this.#path = path;
    this.#dimensions = dimensions;
  }

  static async create(path: string, dimensions: number): Promise<NpyWriter> {
    const existing = await stat(path).catch(() => null);
    if (existing !== null && !existing.isFile())
      throw new UsageError(`${path} is not a file that can be written.`);
    let file: FileHandle;
    try {
      file = await open(partial(path), 'w');
    } catch (error) {
      throw new UsageError(
        `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    await file.appendFile(Buffer.alloc(HEADER_BYTES));
    return new NpyWriter(file, path, dimensions);
  }

  /** @param vectors [rows × dimensions] */
  async append(vectors: Float32Array): Promise<void> {
    // Typed arrays are little-endian on every machine that Node runs on, which is what the header says.
    await this.#file.appendFile(Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength));
    this.#rows += vectors.length / this.#dimensions;
  }

  async finish(): Promise<number> {
    const shape = `(${String(this.#rows)}, ${String(this.#dimensions)})`;
    const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
    const header = Buffer.alloc(HEADER_BYTES, ' ');
    header.write('\x93NUMPY\x01\x00', 'latin1');
    header.writeUInt16LE(HEADER_BYTES - 10, 8);
    header.write(dictionary, 10, 'latin1');
    header.write('\n', HEADER_BYTES - 1, 'latin1');
    await this.#file.write(header, 0, HEADER_BYTES, 0);
    await this.#file.close();
    await rename(partial(this.#path), this.#path);
    return this.#rows;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.#file.close();
    await rm(partial(this.#path), { force: true });
  }
}

function partial(path: string): string {
  return `${path}.part`;
}
