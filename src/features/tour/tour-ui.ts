import { create } from 'zustand';
import type { Lesson } from '../../protocol/lesson.ts';

/** The button in the bar that opens the lessons, and takes the focus back when they close. */
export const LESSONS_BUTTON_ID = 'lessons-button';
export const TOUR_ID = 'tour';

const SEEN_KEY = 'crosslens-lessons-seen';

interface TourUi {
  /** The list of lessons is open; a lesson itself is open when the address names one. */
  readonly listed: boolean;
  readonly list: (listed: boolean) => void;
  /** Where the lesson lies above the view: only its head is shown. */
  readonly folded: boolean;
  readonly fold: (folded: boolean) => void;
  /** Lessons of the person's own files, until the page is closed. */
  readonly own: readonly Lesson[];
  /** A lesson takes the place of an earlier one with its id. */
  readonly addOwn: (lesson: Lesson) => void;
  /** Whether this browser has been told that there are lessons. */
  readonly seen: boolean;
  readonly see: () => void;
}

export const useTourUi = create<TourUi>((set) => ({
  listed: false,
  list: (listed) => {
    set({ listed });
  },
  folded: false,
  fold: (folded) => {
    set({ folded });
  },
  own: [],
  addOwn: (lesson) => {
    set(({ own }) => ({ own: [...own.filter(({ id }) => id !== lesson.id), lesson] }));
  },
  seen: wasSeen(),
  see: () => {
    remember();
    set({ seen: true });
  },
}));

/** Storage may be closed to the page (private windows, policies): the hint then comes back with the next visit. */
function wasSeen(): boolean {
  try {
    return localStorage.getItem(SEEN_KEY) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(SEEN_KEY, '1');
  } catch {
    // The hint is shown once more, which does no harm.
  }
}
