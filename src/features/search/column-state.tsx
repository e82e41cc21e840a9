import type { ReactNode } from 'react';
import { describeArm } from '../../client/describe-arm.ts';
import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';

/** What stands in a column, or above its results, while the arm is not done: and the step that leads on. */
export function ColumnState({ arm }: { readonly arm: ArmState }) {
  const session = useSession();
  const passages = useSessionState((state) => state.corpus.shard?.summary.passages ?? null);
  const { phase, letter, notice } = arm;
  const { words, progress } = describeArm(arm);
  return (
    <>
      {notice !== null && (
        <div className="mb-3">
          <Notice title={notice} />
        </div>
      )}
      {phase.kind === 'opening' && <Working words={phase.note} value={progress} />}
      {phase.kind === 'ready' && passages !== null && (
        <Box>
          <p className="mb-2">Nothing is indexed yet.</p>
          <Button kind="primary" small onClick={() => void session.startIndexing(letter)}>
            Index {plural(passages, 'passage')}
          </Button>
        </Box>
      )}
      {phase.kind === 'indexing' && (
        <Working
          words={
            phase.progress === null
              ? 'Indexing'
              : `${formatCount(phase.progress.done)} of ${formatCount(phase.progress.total)} texts indexed, ${formatSeconds(phase.progress.secondsLeft)} left`
          }
          value={progress}
        >
          <Button
            small
            icon="pause"
            onClick={() => {
              session.pauseIndexing(letter);
            }}
          >
            Pause
          </Button>
        </Working>
      )}
      {phase.kind === 'paused' && (
        <Box>
          <p className="mb-2">Indexing is {words}; the rest cannot be found until it goes on.</p>
          <Button small icon="play" onClick={() => void session.startIndexing(letter)}>
            Go on
          </Button>
        </Box>
      )}
      {phase.kind === 'failed' && <FailedArm arm={arm} error={phase.error} />}
    </>
  );
}

function Box({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mb-3 rounded-lg border border-dashed border-line-strong/60 p-3 text-sm text-soft">
      {children}
    </div>
  );
}

function Working({
  words,
  value,
  children,
}: {
  readonly words: string;
  readonly value: number | null;
  readonly children?: ReactNode;
}) {
  return (
    <Box>
      <div className="mb-2 flex items-center justify-between gap-2">
        <p className="tabular-nums">{words}</p>
        {children}
      </div>
      <Progress label={words} value={value} />
    </Box>
  );
}

function FailedArm({
  arm,
  error,
}: {
  readonly arm: ArmState;
  readonly error: Parameters<typeof explainError>[0];
}) {
  const session = useSession();
  const { title, detail, action } = explainError(error);
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        <Button small icon="retry" onClick={() => void session.reopen(arm.letter)}>
          Open it again
        </Button>
      }
    >
      <p>{detail}</p>
      <p>{action}</p>
    </Notice>
  );
}
