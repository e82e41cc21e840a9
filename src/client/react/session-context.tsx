import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session } from '../session/session.ts';
import type { SessionState } from '../session/session-state.ts';

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession is called outside SessionProvider.');
  return session;
}

/** Subscribes to a part of the session; `select` must return the same value for the same state. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useSession().store, select);
}
