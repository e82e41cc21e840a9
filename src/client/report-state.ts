import type { EvaluateProgress } from '../protocol/arm.ts';
import type { WireError } from '../protocol/errors.ts';
import { describeArm } from './describe-arm.ts';
import { explainError } from './explain-error.ts';
import type { ArmState } from './session/session-state.ts';

/** Why an arm has no figures (yet), in words; `null` when it has them and they are up to date. */
export interface ReportState {
  readonly letter: string;
  readonly name: string;
  readonly kind: 'waiting' | 'working' | 'failed';
  readonly words: string;
  readonly progress: number | null;
}

export function reportState({
  arm,
  computing,
  progress,
  error,
}: {
  readonly arm: ArmState;
  readonly computing: boolean;
  readonly progress: EvaluateProgress | null;
  readonly error: WireError | null;
}): ReportState | null {
  const { letter, name } = arm;
  if (error !== null && error.code !== 'aborted') {
    const { title, detail, action } = explainError(error);
    return { letter, name, kind: 'failed', words: `${title}: ${detail} ${action}`, progress: null };
  }
  if (arm.phase.kind === 'failed') {
    const { title, detail, action } = explainError(arm.phase.error);
    return { letter, name, kind: 'failed', words: `${title}: ${detail} ${action}`, progress: null };
  }
  if (arm.phase.kind !== 'indexed') {
    const state = describeArm(arm);
    const words = arm.phase.kind === 'ready' ? 'not indexed: see Corpus' : state.words;
    return { letter, name, kind: 'waiting', words, progress: state.progress };
  }
  if (!computing) return null;
  if (progress === null)
    return { letter, name, kind: 'working', words: 'ranking every query', progress: null };
  const left = Math.ceil(progress.secondsLeft);
  return {
    letter,
    name,
    kind: 'working',
    words: `${String(progress.done)} of ${String(progress.total)} queries ranked, ${String(left)} s left`,
    progress: progress.total === 0 ? null : progress.done / progress.total,
  };
}

/** The same for values query by query, which report no progress of their own. */
export function valuesState(arm: {
  readonly arm: ArmState;
  readonly computing: boolean;
  readonly error: WireError | null;
}): ReportState | null {
  return reportState({ ...arm, progress: null });
}
