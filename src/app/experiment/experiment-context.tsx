import type { ReactNode } from 'react';
import { createContext, useContext, useMemo, useState } from 'react';
import type { Experiment } from '../../protocol/experiment.ts';

interface OpenedExperiment {
  readonly name: string;
  readonly file: Experiment;
}

interface ExperimentState {
  readonly opened: OpenedExperiment | null;
  readonly setOpened: (opened: OpenedExperiment | null) => void;
}

const ExperimentContext = createContext<ExperimentState | null>(null);

/** The experiment file that was opened last, until it is put aside. */
export function ExperimentProvider({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<OpenedExperiment | null>(null);
  const value = useMemo(() => ({ opened, setOpened }), [opened]);
  return <ExperimentContext.Provider value={value}>{children}</ExperimentContext.Provider>;
}

export function useOpenedExperiment(): ExperimentState {
  const state = useContext(ExperimentContext);
  if (state === null) throw new Error('useOpenedExperiment is called outside ExperimentProvider.');
  return state;
}
