import { useCallback } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';

/** Opens a person's own files and, once they are the open corpus, says so in the address. */
export function useOpenFiles(): (files: readonly File[]) => Promise<void> {
  const session = useSession();
  const [, change] = useViewState();
  return useCallback(
    async (files) => {
      if (files.length === 0) return;
      change({ view: 'corpus' });
      await session.openFiles(files);
      const { origin, phase, choice } = session.store.getState().corpus;
      // A corpus that could not be read leaves the earlier one, and its link, as they were.
      if (origin.kind !== 'files' || phase.kind !== 'ready') return;
      change({ corpus: origin.names, ...choice, query: '', queryId: null, filter: [] });
    },
    [session, change],
  );
}
