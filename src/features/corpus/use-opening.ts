import { useCallback } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { Session } from '../../client/session/session.ts';
import { MAX_ARMS } from '../../client/view-state.ts';

/**
 * Runs what may open a corpus and, once one is open, says so in the address. Runs among its files become arms as long
 * as there is room; the Encoders view offers the others.
 */
export function useOpening(): (open: (session: Session) => Promise<unknown>) => Promise<void> {
  const session = useSession();
  const [{ arms }, change] = useViewState();
  return useCallback(
    async (open) => {
      change({ view: 'corpus' });
      const before = session.store.getState();
      await open(session);
      const { corpus, runs } = session.store.getState();
      const added = runs.filter((run) => !before.runs.includes(run) && arms.every(({ id }) => id !== run.id));
      const withRuns = [...arms, ...added.map(({ id }) => ({ id, device: 'auto' as const }))].slice(
        0,
        MAX_ARMS,
      );
      if (added.length > 0) change({ arms: withRuns });
      const { origin, phase, choice } = corpus;
      // A corpus that could not be read leaves the earlier one, and its link, as they were.
      if (origin === before.corpus.origin || origin.kind !== 'files' || phase.kind !== 'ready') return;
      change({
        corpus: origin.names,
        corpusId: origin.dataset ?? origin.kept,
        ...choice,
        query: '',
        queryId: null,
        filter: [],
      });
    },
    [session, change, arms],
  );
}
