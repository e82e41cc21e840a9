import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { NPY_HEADER_BYTES, npyHeader } from '../engine/npy.ts';
import { UsageError } from './usage.ts';

/**
 * Writes a C-order float32 matrix in NumPy's format 1.0 while its rows come in. The header is written last, when they
 * are counted; the file takes its name only when it is whole.
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
    await file.appendFile(Buffer.alloc(NPY_HEADER_BYTES));
    return new NpyWriter(file, path, dimensions);
  }

  /** @param vectors [rows × dimensions] */
  async append(vectors: Float32Array): Promise<void> {
    // Typed arrays are little-endian on every machine that Node runs on, which is what the header says.
    await this.#file.appendFile(Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength));
    this.#rows += vectors.length / this.#dimensions;
  }

  async finish(): Promise<number> {
    const header = npyHeader(this.#rows, this.#dimensions);
    await this.#file.write(header, 0, NPY_HEADER_BYTES, 0);
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
