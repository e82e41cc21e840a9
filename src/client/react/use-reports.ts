import type { QueryClient } from '@tanstack/react-query';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report } from '../../domain/metrics/figures.ts';
import type { EvaluateInput, EvaluateProgress } from '../../protocol/arm.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { ArmState } from '../session/session-state.ts';
import { evaluateQuery } from './queries.ts';
import { useSession, useSessionState } from './session-context.tsx';

/** One arm's figures, or where it stands on the way to them. */
export interface ArmReport {
  readonly arm: ArmState;
  /** Stays while the next one is computed, so that charts move instead of flickering. */
  readonly report: Report | null;
  readonly computing: boolean;
  readonly progress: EvaluateProgress | null;
  readonly error: WireError | null;
}

/** The figures of every arm, for one question; each comes when its arm is ready. */
export function useReports(input: EvaluateInput): readonly ArmReport[] {
  const session = useSession();
  const client = useQueryClient();
  const arms = useSessionState((state) => state.arms);
  const shardHash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const [progress, setProgress] = useState<Readonly<Record<string, EvaluateProgress>>>({});
  const queries = arms.map((arm) =>
    evaluateQuery(session, arm, shardHash, input, (next) => {
      setProgress((known) => ({ ...known, [arm.letter]: next }));
    }),
  );
  const results = useQueries({ queries });
  return arms.map((arm, place) => {
    const result = results[place];
    const computing = result?.isFetching ?? false;
    const error = result?.error ?? null;
    return {
      arm,
      report: result?.data ?? (computing ? standIn(client, queries[place]?.queryKey ?? [], input) : null),
      computing,
      progress: computing ? (progress[arm.letter] ?? null) : null,
      error: error === null ? null : toWireError(error),
    };
  });
}

/** The newest report of the same index of the same arm, fused or not as the one that is computed. */
function standIn(client: QueryClient, key: readonly unknown[], input: EvaluateInput): Report | null {
  const earlier = client
    .getQueryCache()
    .findAll({ queryKey: key.slice(0, -1) })
    .filter(({ queryKey, state }) => {
      const asked = queryKey.at(-1) as EvaluateInput;
      return state.data !== undefined && (asked.fusion === null) === (input.fusion === null);
    })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  return (earlier[0]?.state.data as Report | undefined) ?? null;
}
