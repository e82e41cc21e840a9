import { useQueries } from '@tanstack/react-query';
import type { ValuesInput, ValuesOutput } from '../../protocol/arm.ts';
import type { WireError } from '../../protocol/errors.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { ArmState } from '../session/session-state.ts';
import { valuesQuery } from './queries.ts';
import { useSession, useSessionState } from './session-context.tsx';

/** One arm's values, query by query. An arm that is not indexed, failed or was cancelled has none, which is not 0. */
export interface ArmValues {
  readonly arm: ArmState;
  readonly values: ValuesOutput | null;
  readonly computing: boolean;
  readonly error: WireError | null;
}

export function useValues(input: ValuesInput, enabled = true): readonly ArmValues[] {
  const session = useSession();
  const arms = useSessionState((state) => state.arms);
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const results = useQueries({
    queries: arms.map((arm) => {
      const query = valuesQuery(session, arm, hash, input);
      return { ...query, enabled: enabled && query.enabled === true };
    }),
  });
  return arms.map((arm, place) => {
    const result = results[place];
    const error = result?.error ?? null;
    return {
      arm,
      values: result?.data ?? null,
      computing: result?.isFetching ?? false,
      error: error === null ? null : toWireError(error),
    };
  });
}
