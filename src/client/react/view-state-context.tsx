import type { MouseEvent, ReactNode } from 'react';
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import { decodeViewState, encodeViewState } from '../view-state-codec.ts';
import type { ViewState } from '../view-state.ts';

export interface ViewStateStore {
  readonly get: () => ViewState;
  /** `replace` keeps one history entry for a whole drag of a slider; without it, Back returns to before the change. */
  readonly change: (change: Partial<ViewState>, options?: { readonly replace?: boolean }) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Browsers limit how often a page may write its address (Safari: 100 times in 30 seconds). */
const WRITE_DELAY_MS = 200;

/** The view state, held in the page's address and read back from it on Back and Forward. */
export function createViewStateStore(target: Window): ViewStateStore {
  let state = decodeViewState(target.location.search);
  let waiting: number | null = null;
  const listeners = new Set<() => void>();

  const address = (of: ViewState): string =>
    `${target.location.pathname}${encodeViewState(of)}${target.location.hash}`;
  const settle = (): void => {
    if (waiting === null) return;
    target.clearTimeout(waiting);
    waiting = null;
    target.history.replaceState(null, '', address(state));
  };
  const notify = (): void => {
    for (const listener of listeners) listener();
  };

  target.addEventListener('popstate', () => {
    if (waiting !== null) target.clearTimeout(waiting);
    waiting = null;
    state = decodeViewState(target.location.search);
    notify();
  });
  target.addEventListener('pagehide', settle);

  return {
    get: () => state,
    change(change, options = {}) {
      const next = { ...state, ...change };
      if (encodeViewState(next) === encodeViewState(state)) return;
      if (options.replace === true) {
        state = next;
        waiting ??= target.setTimeout(settle, WRITE_DELAY_MS);
      } else {
        settle();
        state = next;
        target.history.pushState(null, '', address(state));
      }
      notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const ViewStateContext = createContext<ViewStateStore | null>(null);

export function ViewStateProvider({
  store,
  children,
}: {
  readonly store: ViewStateStore;
  readonly children: ReactNode;
}) {
  return <ViewStateContext.Provider value={store}>{children}</ViewStateContext.Provider>;
}

function useViewStateStore(): ViewStateStore {
  const store = useContext(ViewStateContext);
  if (store === null) throw new Error('useViewState is called outside ViewStateProvider.');
  return store;
}

export function useViewState(): [ViewState, ViewStateStore['change']] {
  const store = useViewStateStore();
  return [useSyncExternalStore(store.subscribe, store.get), store.change];
}

/** Properties of a real link to a changed view: it opens in a new tab as any link does, and in place on a click. */
export function useViewLink(change: Partial<ViewState>): {
  href: string;
  onClick: (event: MouseEvent) => void;
} {
  const [state, setState] = useViewState();
  const href = useMemo(() => encodeViewState({ ...state, ...change }) || '?', [state, change]);
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
      setState(change);
    },
    [change, setState],
  );
  return { href, onClick };
}
