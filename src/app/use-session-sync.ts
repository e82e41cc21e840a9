import { useEffect, useRef } from 'react';
import { useSession, useSessionState } from '../client/react/session-context.tsx';
import { useViewState } from '../client/react/view-state-context.tsx';
import type { ShardChoice } from '../domain/corpus/types.ts';

/** Carries what the address says over to the session: arms, shard, and the way back to the demo. */
export function useSessionSync(): void {
  const session = useSession();
  const [{ arms, corpus, queryLanguages, passageLanguages, rows }] = useViewState();
  const read = useSessionState((state) => state.corpus.summary !== null);
  const choice = JSON.stringify({ queryLanguages, passageLanguages, rows } satisfies ShardChoice);
  const wantsDemo = corpus === 'demo';
  /** The address has named files since it last named the demo: files just opened are in it a moment later. */
  const namedFiles = useRef(false);

  useEffect(() => {
    session.setArms(arms);
  }, [session, arms]);

  useEffect(() => {
    if (!read) return;
    const wanted = JSON.parse(choice) as ShardChoice;
    const cut = async (): Promise<void> => {
      // Files that Back leads away from; files themselves cannot be opened again from their names.
      const leftFiles = wantsDemo && namedFiles.current;
      namedFiles.current = !wantsDemo;
      if (leftFiles && session.store.getState().corpus.origin.kind === 'files') await session.openDemo();
      if (!sameChoice(session.store.getState().corpus.choice, wanted)) await session.chooseShard(wanted);
    };
    void cut();
  }, [session, read, choice, wantsDemo]);
}

function sameChoice(a: ShardChoice, b: ShardChoice): boolean {
  const parts = ({ queryLanguages, passageLanguages, rows }: ShardChoice): unknown[] => [
    queryLanguages,
    passageLanguages,
    rows,
  ];
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b));
}
