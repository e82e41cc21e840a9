import { useCallback } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { MAX_ARMS } from '../../client/view-state.ts';

/**
 * Opens a person's own files and, once they are the open corpus, says so in the address. Runs become arms as long as
 * there is room; the Encoders view offers the others. Arms of the Lab (.safetensors) become known to the Lab.
 */
export function useOpenFiles(): (files: readonly File[]) => Promise<void> {
  const session = useSession();
  const [{ arms }, change] = useViewState();
  return useCallback(
    async (files) => {
      if (files.length === 0) return;
      const made = files.filter(({ name }) => name.endsWith('.safetensors'));
      const others = files.filter((file) => !made.includes(file));
      for (const file of made) await session.lab.importFile(file).catch(() => undefined);
      if (others.length === 0) return;
      change({ view: 'corpus' });
      const before = session.store.getState();
      await session.openFiles(others);
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
      change({ corpus: origin.names, ...choice, query: '', queryId: null, filter: [] });
    },
    [session, change, arms],
  );
}
