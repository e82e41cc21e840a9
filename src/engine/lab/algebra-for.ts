import type { Adapter, Matrix } from '../../domain/adapter/adapter.ts';
import type { LinearAlgebra } from '../../domain/lab/linear-algebra.ts';
import { createAlgebra } from './simd-algebra.ts';

const FLOAT_BYTES = 4;
/** Three blocks of 256 rows are what `createApplier` works in; twice that leaves room for alignment. */
const SCRATCH_ROWS = 6 * 256;

/** Linear algebra with room for applying one adapter and for nothing else: many of them may be open at once. */
export function algebraFor({ dimensions, steps }: Adapter): LinearAlgebra {
  const matrices = steps.flatMap((step): Matrix[] => {
    switch (step.kind) {
      case 'project-out':
        return [
          ...Object.values(step.bases.languages),
          ...(step.bases.otherwise ? [step.bases.otherwise] : []),
        ];
      case 'linear':
        return [step.weight];
      case 'low-rank':
        return [step.down, step.up];
      case 'hidden':
        return [step.inner, step.outer];
      default:
        return [];
    }
  });
  const widest = Math.max(dimensions, ...matrices.map(({ rows }) => rows));
  const floats = matrices.reduce((sum, { data }) => sum + data.length, SCRATCH_ROWS * widest);
  return createAlgebra({ bytes: floats * FLOAT_BYTES });
}
