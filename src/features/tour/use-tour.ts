import { useCallback } from 'react';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { TourPlace } from '../../client/view-state.ts';
import { LESSONS_BUTTON_ID, useTourUi } from './tour-ui.ts';

interface Tour {
  readonly open: boolean;
  readonly place: TourPlace | null;
  /** Shows the list of lessons. */
  readonly showList: () => void;
  /** Closes lesson and list, and gives the focus back to the button in the bar. */
  readonly close: () => void;
}

/** What of the tour is open: a lesson, which the address names, or the list. */
export function useTour(): Tour {
  const [{ tour: place }, change] = useViewState();
  const { listed, list, see } = useTourUi();
  const showList = useCallback(() => {
    see();
    list(true);
    change({ tour: null });
  }, [see, list, change]);
  const close = useCallback(() => {
    list(false);
    change({ tour: null });
    document.getElementById(LESSONS_BUTTON_ID)?.focus();
  }, [list, change]);
  return { open: listed || place !== null, place, showList, close };
}
