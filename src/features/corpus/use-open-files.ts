import { useCallback } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { sortDropped } from '../../client/sort-files.ts';
import { useOpening } from './use-opening.ts';

/** Takes a person's own files for what they are: a model, arms of the Lab, or a corpus with its queries and runs. */
export function useOpenFiles(): (files: readonly File[]) => Promise<void> {
  const session = useSession();
  const [, change] = useViewState();
  const opening = useOpening();
  return useCallback(
    async (files) => {
      const { model, corpus, arms } = sortDropped(files);
      if (model.length > 0) {
        change({ view: 'encoders' });
        await session.library.lookAtFiles(model);
        return;
      }
      // What is wrong with one of them stands in the Lab.
      for (const file of arms) await session.lab.importFile(file).catch(() => undefined);
      if (corpus.length > 0) await opening((of) => of.openFiles(corpus));
    },
    [session, change, opening],
  );
}
