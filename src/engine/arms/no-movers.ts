import type { MoversOutput } from '../../protocol/arm.ts';
import { CrosslensError } from '../../protocol/errors.ts';

/** xQG fuses vectors: an arm without any has nothing that it could move. */
export function noMovers(name: string): Promise<MoversOutput> {
  return Promise.reject(
    new CrosslensError(
      'not-ready',
      `${name} has no vectors, so generated queries cannot be fused into them.`,
    ),
  );
}
