import { isOwnId } from '../protocol/encoder.ts';
import { isLabId } from '../protocol/lab-arm.ts';
import type { ArmPhase, ArmState } from './session/session-state.ts';

/** One arm's state in a few words, the same on every screen. */
export interface ArmDescription {
  readonly words: string;
  /** Fraction 0–1 of the work that is under way; `null` when nothing is, or when its length is not known. */
  readonly progress: number | null;
  readonly kind: ArmPhase['kind'];
}

export function describeArm({ phase }: Pick<ArmState, 'phase'>): ArmDescription {
  switch (phase.kind) {
    case 'opening': {
      const { progress } = phase;
      const fraction = progress === null || progress.total === 0 ? null : progress.loaded / progress.total;
      return { words: 'opening', progress: fraction, kind: phase.kind };
    }
    case 'ready':
      return { words: 'not indexed', progress: null, kind: phase.kind };
    case 'indexing': {
      const fraction = done(phase.progress);
      return {
        words: fraction === null ? 'indexing' : `indexing ${percent(fraction)}`,
        progress: fraction,
        kind: phase.kind,
      };
    }
    case 'paused': {
      const fraction = done(phase.progress);
      return { words: `paused at ${percent(fraction ?? 0)}`, progress: fraction, kind: phase.kind };
    }
    case 'indexed':
      return { words: 'ready', progress: null, kind: phase.kind };
    case 'failed':
      return {
        words: phase.error.code === 'file-needed' ? 'needs its files' : 'failed',
        progress: null,
        kind: phase.kind,
      };
  }
}

/** Where an arm runs: `WASM, 2 threads`, `WebGPU`; BM25 runs in a worker of its own and needs neither. */
export function describeDevice({
  placement,
  encoder,
  spec,
}: Pick<ArmState, 'placement' | 'encoder' | 'spec'>): string {
  if (encoder === null) return isLabId(spec.id) ? 'from the Lab' : isOwnId(spec.id) ? 'not here' : 'lexical';
  if (placement === null) return '';
  if (placement.device === 'webgpu') return 'WebGPU';
  return placement.threads === 1 ? 'WASM, 1 thread' : `WASM, ${placement.threads} threads`;
}

function done(progress: { readonly done: number; readonly total: number } | null): number | null {
  return progress === null || progress.total === 0 ? null : progress.done / progress.total;
}

/** Rounded down: 100 % means done. */
function percent(fraction: number): string {
  return `${Math.floor(100 * fraction)} %`;
}
