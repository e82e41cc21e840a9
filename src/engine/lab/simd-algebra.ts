import { checkOperands } from '../../domain/lab/check-operands.ts';
import type { LinearAlgebra } from '../../domain/lab/linear-algebra.ts';
import { createPlainAlgebra } from '../../domain/lab/plain-algebra.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { orOutOfMemory } from '../ranking/out-of-memory.ts';
import { blockMultiply, PANEL_BYTES, SCRATCH_BYTES, SLACK_BYTES } from './block-multiply.ts';
import type { MatrixProgram } from './matrix-program.ts';
import { encodeMatrixProgram } from './matrix-program.ts';

const FLOAT_BYTES = 4;
/** Matrices start at cache lines. */
const ALIGNMENT = 64;
const PAGE_BYTES = 65_536;
/** Address space alone: pages that no matrix lies in take no memory. */
const DEFAULT_BYTES = 2 ** 28;

interface AlgebraOptions {
  /** Room for matrices; what the products need beside them is added. 256 MiB where nothing is said. */
  readonly bytes?: number | undefined;
  readonly simd?: boolean | undefined;
}

/**
 * Linear algebra in WebAssembly SIMD, or in plain loops where there is none (or `simd` is false): the same bits.
 * Its memory has its full size from the start, because growing a memory would detach every matrix that lies in it.
 * @throws CrosslensError `out-of-memory`
 */
export function createAlgebra({ bytes = DEFAULT_BYTES, simd }: AlgebraOptions = {}): LinearAlgebra {
  if (simd ?? hasSimd()) return createSimdAlgebra(bytes);
  const plain = createPlainAlgebra();
  return {
    ...plain,
    matrix: (rows, columns) =>
      orOutOfMemory({ rows, dimensions: columns }, () => plain.matrix(rows, columns)),
  };
}

/** Whether the engine takes the program at all: it is its own test. */
function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(encodeMatrixProgram(PANEL_BYTES));
}

/** Memory, in order: packed blocks, matrices, what may be read past the last of them. */
function createSimdAlgebra(bytes: number): LinearAlgebra {
  const end = SCRATCH_BYTES + bytes;
  const memory = reserve(Math.ceil((end + SLACK_BYTES) / PAGE_BYTES), bytes);
  const module = new WebAssembly.Module(encodeMatrixProgram(PANEL_BYTES));
  // The exports are those that encodeMatrixProgram defines.
  const program = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as MatrixProgram;
  // Program and view refer to the memory: all must go for it to be freed.
  let parts: { readonly buffer: ArrayBufferLike; readonly multiply: LinearAlgebra['multiply'] } | null = {
    buffer: memory.buffer,
    multiply: blockMultiply(program, new Float32Array(memory.buffer)),
  };
  let next = Math.ceil(SCRATCH_BYTES / ALIGNMENT) * ALIGNMENT;

  function live(): NonNullable<typeof parts> {
    if (parts === null) throw new Error('The linear algebra was disposed of.');
    return parts;
  }
  return {
    matrix(rows, columns) {
      const { buffer } = live();
      const taken = rows * columns * FLOAT_BYTES;
      if (next + taken > end) {
        throw new CrosslensError(
          'out-of-memory',
          `The Lab's memory of ${megabytes(bytes)} has no room left for ${rows} × ${columns} numbers (${megabytes(taken)}). Choose a smaller batch, a smaller shape, or fewer languages.`,
        );
      }
      const matrix = new Float32Array(buffer, next, rows * columns);
      next += Math.ceil(taken / ALIGNMENT) * ALIGNMENT;
      return matrix;
    },
    multiply(c, a, b, size, options) {
      const { buffer, multiply } = live();
      checkOperands(c, a, b, size);
      if (c.buffer !== buffer || a.buffer !== buffer || b.buffer !== buffer) {
        throw new RangeError('A matrix of a product lies outside this linear algebra.');
      }
      multiply(c, a, b, size, options);
    },
    dispose() {
      parts = null;
    },
  };
}

function reserve(pages: number, bytes: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new CrosslensError(
      'out-of-memory',
      `No memory of ${megabytes(bytes)} for the Lab. Close other arms or other pages.`,
      { cause: error },
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
