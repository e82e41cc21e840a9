import { create } from 'zustand';

interface SearchUi {
  /** The passage that is pointed at or focused, lit up in every column. */
  readonly lit: string | null;
  readonly light: (passageId: string | null) => void;
  /** The first example is shown once, to a person who came without a query. */
  readonly opened: boolean;
  readonly open: () => void;
}

export const useSearchUi = create<SearchUi>((set) => ({
  lit: null,
  light: (lit) => {
    set({ lit });
  },
  opened: false,
  open: () => {
    set({ opened: true });
  },
}));
