import type { StoreApi } from 'zustand/vanilla';
import type { FilePlan, Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import type { CorpusContract, CorpusSource } from '../../protocol/corpus.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import type { Connection } from '../connect.ts';
import type { Incoming, SessionState } from './session-state.ts';

/** What is to be looked at, and what it is called. */
interface Brought {
  readonly name: string;
  readonly names: readonly string[];
  readonly source: CorpusSource;
  readonly dataset: string | null;
}

export interface ReadyToRead extends Brought {
  readonly plan: ReadPlan;
}

interface IncomingController {
  /** Resolves to what can be read at once; `null` where the person is asked first, or nothing could be fetched. */
  readonly look: (brought: Brought) => Promise<ReadyToRead | null>;
  readonly again: () => Promise<ReadyToRead | null>;
  readonly replan: (file: string, plan: FilePlan) => Promise<void>;
  readonly leaveOut: (file: string, out: boolean) => void;
  readonly changeIntake: (intake: Intake) => void;
  /** What waits, as the person has planned it; it waits no longer. */
  readonly take: () => ReadyToRead | null;
  readonly drop: () => void;
}

/** Looks at files before they are read, and holds the plan while the person changes it. */
export function createIncomingController(
  store: StoreApi<SessionState>,
  connection: () => Connection<CorpusContract>,
): IncomingController {
  let looking: AbortController | null = null;
  let brought: Brought | null = null;
  /** Counts the plans of each file: an answer to an older one is not shown. */
  const plans = new Map<string, number>();

  const state = (): Incoming | null => store.getState().corpus.incoming;
  const put = (incoming: Incoming | null): void => {
    store.setState(({ corpus }) => ({ corpus: { ...corpus, incoming } }));
  };
  const change = (change: (incoming: Incoming) => Partial<Incoming>): void => {
    const incoming = state();
    if (incoming !== null) put({ ...incoming, ...change(incoming) });
  };

  const drop = (): void => {
    looking?.abort();
    looking = null;
    brought = null;
    plans.clear();
    if (state() !== null) put(null);
  };

  const look = async (next: Brought): Promise<ReadyToRead | null> => {
    drop();
    brought = next;
    const controller = new AbortController();
    looking = controller;
    const { name, source, dataset } = next;
    put({
      name,
      urls: source.kind === 'urls' ? source.urls : [],
      dataset,
      phase: { kind: 'looking', progress: null },
      inspection: null,
      plan: null,
    });
    try {
      const inspection = await connection().call('inspect', source, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) change(() => ({ phase: { kind: 'looking', progress } }));
        },
      });
      if (controller.signal.aborted) return null;
      if (inspection.ask.length === 0) {
        drop();
        return { ...next, plan: inspection.plan };
      }
      change(() => ({ phase: { kind: 'asking', replanning: [] }, inspection, plan: inspection.plan }));
    } catch (error) {
      if (!controller.signal.aborted)
        change(() => ({ phase: { kind: 'failed', error: toWireError(error) } }));
    }
    return null;
  };

  return {
    look,
    again: () => (brought === null ? Promise.resolve(null) : look(brought)),
    async replan(file, plan) {
      const turn = (plans.get(file) ?? 0) + 1;
      plans.set(file, turn);
      const controller = looking;
      change((incoming) => ({
        plan: withFile(incoming.plan, file, plan),
        phase: replanning(incoming, (files) => [...files.filter((name) => name !== file), file]),
      }));
      try {
        const seen = await connection().call('replan', { file, plan });
        if (controller?.signal.aborted === true || plans.get(file) !== turn) return;
        change((incoming) => ({
          inspection: withSeen(incoming.inspection, seen),
          // A table's columns, say, that nobody could name before the file was looked at as one.
          plan: seen.plan === null ? incoming.plan : withFile(incoming.plan, file, seen.plan),
        }));
      } catch (error) {
        if (controller?.signal.aborted === true || plans.get(file) !== turn) return;
        change(({ inspection }) => ({ inspection: refused(inspection, file, toWireError(error).message) }));
      }
      change((incoming) => ({
        phase: replanning(incoming, (files) => files.filter((name) => name !== file)),
      }));
    },
    leaveOut(file, out) {
      change(({ plan }) => {
        if (plan === null) return {};
        const others = plan.without.filter((name) => name !== file);
        return { plan: { ...plan, without: out ? [...others, file] : others } };
      });
    },
    changeIntake(intake) {
      change(({ plan }) => (plan === null ? {} : { plan: { ...plan, intake } }));
    },
    take() {
      const plan = state()?.plan ?? null;
      if (brought === null || plan === null) return null;
      const ready = { ...brought, plan };
      drop();
      return ready;
    },
    drop,
  };
}

function withFile(plan: ReadPlan | null, file: string, filePlan: FilePlan): ReadPlan | null {
  return plan === null ? null : { ...plan, files: { ...plan.files, [file]: filePlan } };
}

function withSeen(inspection: Inspection | null, seen: FileInspection): Inspection | null {
  if (inspection === null) return null;
  return { ...inspection, files: inspection.files.map((old) => (old.file === seen.file ? seen : old)) };
}

function replanning(
  { phase }: Incoming,
  of: (files: readonly string[]) => readonly string[],
): Incoming['phase'] {
  return phase.kind === 'asking' ? { kind: 'asking', replanning: of(phase.replanning) } : phase;
}

function refused(inspection: Inspection | null, file: string, reason: string): Inspection | null {
  if (inspection === null) return null;
  const files = inspection.files.map((old) => (old.file === file ? { ...old, refusal: reason } : old));
  return { ...inspection, files };
}
