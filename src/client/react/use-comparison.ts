import { useQuery } from '@tanstack/react-query';
import { toWireError } from '../../protocol/errors.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { CompareOutput } from '../../protocol/statistics.ts';
import { COMPARE_OPTIONS } from '../compare-options.ts';
import { useSession } from './session-context.tsx';
import type { ArmValues } from './use-values.ts';

/** Every two arms against each other, over the same values; computed in a worker once all that can run have run. */
export function useComparison(
  arms: readonly ArmValues[],
  key: readonly unknown[],
): {
  readonly comparison: CompareOutput | null;
  readonly computing: boolean;
  readonly error: WireError | null;
} {
  const session = useSession();
  const waiting = arms.some(({ computing }) => computing);
  const states = arms.map(({ arm, values }) => [arm.uid, arm.generation, values === null]);
  const result = useQuery({
    queryKey: ['compare', key, states, COMPARE_OPTIONS],
    queryFn: ({ signal }) =>
      session.compare(
        { arms: arms.map(({ arm, values }) => ({ id: arm.letter, values })), options: COMPARE_OPTIONS },
        signal,
      ),
    enabled: !waiting && arms.length > 1 && arms.some(({ values }) => values !== null),
    staleTime: Infinity,
    retry: false,
  });
  return {
    comparison: result.data ?? null,
    computing: waiting || result.isFetching,
    error: result.error === null ? null : toWireError(result.error),
  };
}
