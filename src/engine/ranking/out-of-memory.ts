import { CrosslensError } from '../../protocol/errors.ts';

interface MatrixSize {
  readonly rows: number;
  readonly dimensions: number;
}

/** Runs an allocation; engines report one that is refused as a `RangeError`. */
export function orOutOfMemory<T>(size: MatrixSize, allocate: () => T): T {
  try {
    return allocate();
  } catch (error) {
    if (error instanceof RangeError) throw outOfMemory(size, error);
    throw error;
  }
}

export function outOfMemory({ rows, dimensions }: MatrixSize, cause?: unknown): CrosslensError {
  const megabytes = Math.ceil((rows * dimensions * 4) / 1e6);
  return new CrosslensError(
    'out-of-memory',
    `No memory for ${rows} × ${dimensions} numbers (${megabytes} MB). Choose fewer languages or rows, or close other arms.`,
    { cause },
  );
}
