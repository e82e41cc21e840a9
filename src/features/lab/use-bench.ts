import { useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { useLabForm } from './lab-form.ts';
import { missingHalf, sameSplit } from './split-words.ts';

/** An arm that may become one to train on by itself. */
const ON_ITS_WAY: ReadonlySet<ArmState['phase']['kind']> = new Set(['opening', 'indexing']);

/**
 * The arms that can be trained on, and the one that is chosen among them: by the person, else the one on the bench, else
 * the first. `settled` once no arm before it is still on its way.
 */
export function useBenchArms(): {
  readonly arms: readonly ArmState[];
  readonly chosen: ArmState | null;
  readonly settled: boolean;
} {
  const all = useSessionState((state) => state.arms);
  const letter = useLabForm((form) => form.letter);
  const arms = all.filter(({ encoder, phase }) => encoder !== null && phase.kind === 'indexed');
  const base = useSessionState(({ lab }) => lab.base?.id ?? null);
  const chosen =
    arms.find((arm) => arm.letter === letter) ?? arms.find(({ spec }) => spec.id === base) ?? arms[0] ?? null;
  const before = chosen === null ? [] : all.slice(0, all.indexOf(chosen));
  return {
    arms,
    chosen,
    settled: !before.some(({ encoder, phase }) => encoder !== null && ON_ITS_WAY.has(phase.kind)),
  };
}

/** Why nothing can be trained as it is, or `null`: no bench, a useless split, or a choice that is not on the bench yet. */
export function useBenchObstacle(): string | null {
  const { opened, base, phase } = useSessionState((state) => state.lab);
  const { chosen } = useBenchArms();
  const split = useLabForm((form) => form.split);
  if (opened === null || phase === 'failed') return 'The bench has to be open first.';
  if (chosen === null || base?.id !== chosen.spec.id || !sameSplit(opened.split.choice, split)) {
    return 'The bench holds another arm or split than the one that is chosen: take it on the bench first.';
  }
  return missingHalf(opened);
}

/** One job at a time: while one goes on, nothing else can be started. */
export function useBusy(): boolean {
  return useSessionState(({ lab: { phase } }) =>
    ['opening', 'training', 'measuring', 'sweeping'].includes(phase),
  );
}
