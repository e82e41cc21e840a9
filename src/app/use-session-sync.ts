import { useEffect, useRef } from 'react';
import { linksOf } from '../client/encoder-links.ts';
import { useSession, useSessionState } from '../client/react/session-context.tsx';
import { useViewState } from '../client/react/view-state-context.tsx';
import type { ShardChoice } from '../domain/corpus/types.ts';

/** Carries what the address says over to the session: arms, corpus and shard, and the way back to the demo. */
export function useSessionSync(): void {
  useEncoderSync();
  const session = useSession();
  const [{ arms, corpus, corpusId, queryLanguages, passageLanguages, rows }] = useViewState();
  const read = useSessionState((state) => state.corpus.summary !== null);
  const choice = JSON.stringify({ queryLanguages, passageLanguages, rows } satisfies ShardChoice);
  const wantsDemo = corpus === 'demo' && corpusId === null;
  /** The address has named files since it last named the demo: files just opened are in it a moment later. */
  const namedFiles = useRef(false);

  useEffect(() => {
    session.setArms(arms);
  }, [session, arms]);

  useKeptAddress();

  useEffect(() => {
    if (!read) return;
    const wanted = JSON.parse(choice) as ShardChoice;
    const cut = async (): Promise<void> => {
      // Files that Back leads away from; files themselves cannot be opened again from their names.
      const leftFiles = wantsDemo && namedFiles.current;
      namedFiles.current = !wantsDemo;
      const { origin } = session.store.getState().corpus;
      if (leftFiles && origin.kind === 'files') await session.openDemo();
      const open = origin.kind === 'files' ? [origin.dataset, origin.kept] : [];
      // A corpus that Back leads to opens where this browser keeps it; where not, the Corpus view says what it takes.
      if (corpusId !== null && !open.includes(corpusId)) await session.corpus.openKept(corpusId);
      if (!sameChoice(session.store.getState().corpus.choice, wanted)) await session.chooseShard(wanted);
    };
    void cut();
  }, [session, read, choice, wantsDemo, corpusId]);
}

/** A corpus gets its id once it is kept, some time after it was opened: the address follows. */
function useKeptAddress(): void {
  const [{ corpus, corpusId }, change] = useViewState();
  const kept = useSessionState(({ corpus: { origin } }) => (origin.kind === 'files' ? origin.kept : null));
  const dataset = useSessionState(
    ({ corpus: { origin } }) => origin.kind === 'files' && origin.dataset !== null,
  );
  const names = useSessionState(({ corpus: { origin } }) =>
    origin.kind === 'files' ? origin.names.join('\n') : '',
  );
  const named = corpus !== 'demo' && corpus.join('\n') === names;
  const follows = useRef<string | null>(null);
  useEffect(() => {
    if (!named || dataset || kept === null || follows.current === kept) return;
    follows.current = kept;
    if (corpusId !== kept) change({ corpusId: kept }, { replace: true });
  }, [named, dataset, kept, corpusId, change]);
}

/**
 * Encoders of the person's own that the address names are made known to the session; and the address names those, and
 * only those, that its arms stand on, so that a link says where they are to be had.
 */
function useEncoderSync(): void {
  const session = useSession();
  const [{ arms, encoders: links }, change] = useViewState();
  const known = useSessionState((state) => state.encoders);
  const labArms = useSessionState((state) => state.labArms);

  useEffect(() => {
    void session.library.name(links);
  }, [session, links]);

  useEffect(() => {
    change({ encoders: linksOf(arms, labArms, known, links) }, { replace: true });
  }, [change, arms, labArms, known, links]);
}

function sameChoice(a: ShardChoice, b: ShardChoice): boolean {
  const parts = ({ queryLanguages, passageLanguages, rows }: ShardChoice): unknown[] => [
    queryLanguages,
    passageLanguages,
    rows,
  ];
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b));
}
