import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';

/** How far an arm is with its index, and the step that leads on from there. */
export function IndexState({ arm }: { readonly arm: ArmState }) {
  const session = useSession();
  const passages = useSessionState((state) => state.corpus.shard?.summary.passages ?? null);
  const { phase, letter } = arm;
  switch (phase.kind) {
    case 'opening': {
      const { progress, note } = phase;
      const known = progress !== null && progress.total > 0;
      return (
        <div className="space-y-1.5 text-sm">
          <p className="text-soft">{note}</p>
          <Progress label={`Opening arm ${letter}`} value={known ? progress.loaded / progress.total : null} />
          {progress !== null && (
            <p className="text-xs tabular-nums text-faint [overflow-wrap:anywhere]">
              {STEPS[progress.step]} {progress.file}
              {known && `, ${formatBytes(progress.loaded)} of ${formatBytes(progress.total)}`}
            </p>
          )}
        </div>
      );
    }
    case 'ready':
      return passages === null ? (
        <p className="text-sm text-faint">Open, and waiting for a corpus.</p>
      ) : (
        <Button kind="primary" onClick={() => void session.startIndexing(letter)}>
          Index {plural(passages, 'passage')}
        </Button>
      );
    case 'indexing': {
      const { progress } = phase;
      return (
        <div className="space-y-1.5 text-sm">
          <Progress
            label={`Indexing, arm ${letter}`}
            value={progress === null ? null : progress.done / progress.total}
          />
          <div className="flex items-center justify-between gap-3">
            <p className="text-xs tabular-nums text-soft">
              {progress === null
                ? 'Starting'
                : `${formatCount(progress.done)} of ${formatCount(progress.total)} · ${formatCount(progress.perSecond)} per second · ${formatSeconds(progress.secondsLeft)} left`}
            </p>
            <Button
              small
              icon="pause"
              onClick={() => {
                session.pauseIndexing(letter);
              }}
            >
              Pause
            </Button>
          </div>
        </div>
      );
    }
    case 'paused': {
      const { progress } = phase;
      return (
        <div className="space-y-1.5 text-sm">
          <Progress
            label={`Paused, arm ${letter}`}
            value={progress === null ? null : progress.done / progress.total}
          />
          <div className="flex items-center justify-between gap-3">
            <p className="text-xs tabular-nums text-soft">
              Paused
              {progress !== null &&
                ` at ${formatCount(progress.done)} of ${formatCount(progress.total)}; what is done is kept and searched`}
            </p>
            <Button small icon="play" onClick={() => void session.startIndexing(letter)}>
              Go on
            </Button>
          </div>
        </div>
      );
    }
    case 'indexed':
      return (
        <p className="flex items-start gap-1.5 text-sm">
          <Icon name="tick" className="mt-0.5 text-good" />
          <span className="tabular-nums">
            {plural(phase.output.passages, 'passage')} and {plural(phase.output.queries, 'query', 'queries')}{' '}
            indexed in {formatSeconds(phase.output.seconds)}
          </span>
        </p>
      );
    case 'failed': {
      const { title, detail, action } = explainError(phase.error);
      return (
        <Notice
          tone="bad"
          title={title}
          actions={
            <Button small icon="retry" onClick={() => void session.reopen(letter)}>
              Open it again
            </Button>
          }
        >
          <p>{detail}</p>
          <p>{action}</p>
        </Notice>
      );
    }
  }
}

const STEPS = { download: 'Fetching', verify: 'Checking', session: 'Starting' } as const;
