import { scoreRows } from '../../domain/vectors/matrix.ts';
import { checkVectors } from './check-vectors.ts';
import { orOutOfMemory } from './out-of-memory.ts';
import { scalarCounts } from './scalar-counts.ts';
import type { ScoreKernel } from './score-kernel.ts';

/** The kernel in plain loops, for where WebAssembly has no SIMD. */
export function createPlainKernel(rows: number, dimensions: number): ScoreKernel {
  const size = { rows, dimensions };
  let passages = orOutOfMemory(size, () => new Float32Array(rows * dimensions));
  let block = new Float32Array(0);
  return {
    ...size,
    write(firstRow, vectors) {
      const count = Math.floor(vectors.length / dimensions);
      checkVectors(`Passages from row ${firstRow}`, vectors, count * dimensions);
      passages.set(vectors, firstRow * dimensions);
    },
    read: (firstRow, count) => passages.slice(firstRow * dimensions, (firstRow + count) * dimensions),
    score(queries, count) {
      checkVectors('Queries', queries, count * dimensions);
      if (block.length < count * rows) {
        block = orOutOfMemory({ rows, dimensions: count }, () => new Float32Array(count * rows));
      }
      scoreRows(queries, count, passages, rows, dimensions, block);
      return block.subarray(0, count * rows);
    },
    ...scalarCounts(() => block, rows),
    dispose() {
      passages = new Float32Array(0);
      block = new Float32Array(0);
    },
  };
}
