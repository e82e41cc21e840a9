import { useLayoutEffect } from 'react';
import { useViewState } from '../client/react/view-state-context.tsx';
import { VIEWS } from '../client/view-state.ts';

/** The element that `/` goes to. */
const QUERY_ID = 'query';

/** Keys that work everywhere but in fields: one digit for each view, `/`, `?`, and Escape, which closes the list of keys. */
export function useKeys(showKeys: (show: boolean | 'toggle') => void): void {
  const [, change] = useViewState();
  // Before the page is painted: a key may be pressed as soon as there is something to see.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') showKeys(false);
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      // 0 is the tenth.
      const view = /^\d$/.test(event.key) ? VIEWS[(Number(event.key) + 9) % 10] : undefined;
      if (view !== undefined) change({ view });
      else if (event.key === '?') showKeys('toggle');
      else if (event.key === '/') {
        event.preventDefault();
        change({ view: 'search' });
        // The field is there once the view is drawn.
        requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(QUERY_ID)?.focus()));
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [change, showKeys]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return (
    target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
