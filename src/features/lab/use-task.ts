import { useState } from 'react';
import { toWireError } from '../../protocol/errors.ts';
import type { WireError } from '../../protocol/errors.ts';

/** Something that a button starts, with how it ended: what came of it, or what went wrong. */
export interface Task<T> {
  readonly running: boolean;
  readonly result: T | null;
  readonly error: WireError | null;
  readonly start: (work: () => Promise<T>) => void;
}

export function useTask<T>(): Task<T> {
  const [state, setState] = useState<Omit<Task<T>, 'start'>>({ running: false, result: null, error: null });
  const run = async (work: () => Promise<T>): Promise<void> => {
    setState((last) => ({ ...last, running: true, error: null }));
    try {
      setState({ running: false, result: await work(), error: null });
    } catch (error) {
      setState({ running: false, result: null, error: toWireError(error) });
    }
  };
  return { ...state, start: (work) => void run(work) };
}
