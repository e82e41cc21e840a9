import type { KeyboardEvent, RefObject } from 'react';
import { useRef, useState } from 'react';
import { step } from './grid-keys.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** What makes a table a grid, and each `td` of it a cell. */
interface Grid {
  readonly grid: {
    readonly ref: RefObject<HTMLTableElement | null>;
    readonly role: 'grid';
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly cell: (
    row: number,
    column: number,
  ) => { readonly role: 'gridcell'; readonly 'data-cell': string; readonly tabIndex: 0 | -1 };
  /** Makes a cell the one that the Tab key stops at; for its `onFocus`. */
  readonly stopAt: (place: Place) => void;
}

/** WAI-ARIA's grid pattern over a table: one stop for the Tab key; arrows, Home and End move inside. */
export function useGrid(rows: number, columns: number): Grid {
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const ref = useRef<HTMLTableElement>(null);
  // The table may have shrunk since.
  const active = { row: Math.min(at.row, rows - 1), column: Math.min(at.column, columns - 1) };
  const nameOf = ({ row, column }: Place): string => `${String(row)} ${String(column)}`;
  return {
    grid: {
      ref,
      role: 'grid',
      onKeyDown(event) {
        const next = step(event.key, active, rows, columns);
        if (next === null) return;
        event.preventDefault();
        setAt(next);
        ref.current?.querySelector<HTMLElement>(`[data-cell="${nameOf(next)}"]`)?.focus();
      },
    },
    cell: (row, column) => ({
      role: 'gridcell',
      'data-cell': nameOf({ row, column }),
      tabIndex: row === active.row && column === active.column ? 0 : -1,
    }),
    stopAt: setAt,
  };
}
