import type { ReactNode } from 'react';
import { useState } from 'react';
import { useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { Segmented } from '../../ui/segmented.tsx';

/** The arm with vectors that a panel is about, and the choice between several; `null` until it is indexed. */
export function useDenseArm(): { readonly arm: ArmState | null; readonly picker: ReactNode } {
  const arms = useSessionState((state) => state.arms).filter(({ encoder }) => encoder !== null);
  const [letter, setLetter] = useState<string | null>(null);
  const arm = arms.find((one) => one.letter === letter) ?? arms[0];
  if (arm?.phase.kind !== 'indexed') return { arm: null, picker: null };
  const picker = arms.length > 1 && (
    <Segmented
      legend="Arm"
      hideLegend
      options={arms.map((one) => ({ value: one.letter, label: one.letter, title: one.name }))}
      value={arm.letter}
      onChange={setLetter}
    />
  );
  return { arm, picker };
}
