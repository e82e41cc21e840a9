import { useState } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { trainedOnKey } from '../../client/trained-on.ts';
import type { ArmState } from '../../client/session/session-state.ts';
import { RUN_PREFIX } from '../../protocol/lexical.ts';
import type { EvaluateProgress } from '../../protocol/arm.ts';
import { toWireError } from '../../protocol/errors.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { formatCount } from '../../ui/format.ts';

/** Passages of each query in the file: what most measures look at, and small enough for XQuAD-R. */
const DEPTH = 100;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing'; readonly abort: AbortController; readonly progress: EvaluateProgress | null }
  | { readonly kind: 'done'; readonly lines: number }
  | { readonly kind: 'failed'; readonly message: string };

/** The arm's ranking of every query as a TREC run, for trec_eval and for other people. */
export function ExportRun({ arm }: { readonly arm: ArmState }) {
  const session = useSession();
  const trained = useSessionState(({ arms }) => trainedOnKey(arms) !== '');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const write = async (): Promise<void> => {
    const abort = new AbortController();
    setState({ kind: 'writing', abort, progress: null });
    try {
      const name = arm.spec.id.replace(RUN_PREFIX, '').replace(':', '-');
      const { run, lines } = await session.exportRun(
        arm.letter,
        { depth: DEPTH, tag: name, fusion: null },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            setState({ kind: 'writing', abort, progress });
          },
        },
      );
      download(run, `${name}.run`);
      setState({ kind: 'done', lines });
    } catch (error) {
      const { code, message } = toWireError(error);
      setState(code === 'aborted' ? { kind: 'idle' } : { kind: 'failed', message });
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs text-faint">
      {state.kind === 'writing' ? (
        <Button
          small
          onClick={() => {
            state.abort.abort();
          }}
        >
          Cancel
        </Button>
      ) : (
        <Button small kind="quiet" onClick={() => void write()}>
          Save its run
        </Button>
      )}
      <span role="status" className="tabular-nums">
        {state.kind === 'writing' &&
          (state.progress === null
            ? 'ranking'
            : `${formatCount(state.progress.done)} of ${formatCount(state.progress.total)} queries`)}
        {state.kind === 'done' &&
          `${formatCount(state.lines)} lines, the top ${String(DEPTH)} of each query${trained ? '; questions about what an arm of the Lab was trained on are left out' : ''}`}
        {state.kind === 'failed' && state.message}
      </span>
    </div>
  );
}
