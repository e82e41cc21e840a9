import { estimateIndexing } from '../../client/estimate-indexing.ts';
import { explainError } from '../../client/explain-error.ts';
import { explainModelError } from '../../client/explain-model-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import type { CorpusSummary } from '../../domain/corpus/types.ts';
import type { IndexOutput, KeepOutput } from '../../protocol/arm.ts';
import { isOwnId } from '../../protocol/encoder.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';

/** How far an arm is with its index, and the step that leads on from there. */
export function IndexState({ arm }: { readonly arm: ArmState }) {
  const session = useSession();
  const summary = useSessionState((state) => state.corpus.shard?.summary ?? null);
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
      return summary === null ? (
        <p className="text-sm text-faint">Open, and waiting for a corpus.</p>
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button kind="primary" onClick={() => void session.startIndexing(letter)}>
            Index {plural(summary.passages, 'passage')}
          </Button>
          <span className="text-xs tabular-nums text-faint">{costOf(arm, summary)}</span>
        </div>
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
      const { progress, kept } = phase;
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
                ` at ${formatCount(progress.done)} of ${formatCount(progress.total)}; what is done is ${pausedWords(kept)}`}
            </p>
            <Button small icon="play" onClick={() => void session.startIndexing(letter)}>
              Go on
            </Button>
          </div>
          <p className="text-xs text-soft empty:hidden">{kept?.notice}</p>
        </div>
      );
    }
    case 'indexed':
      return (
        <div className="space-y-1 text-sm">
          <p className="flex items-start gap-1.5">
            <Icon name="tick" className="mt-0.5 text-good" />
            <span className="tabular-nums">
              {plural(phase.output.passages, 'passage')} and{' '}
              {plural(phase.output.queries, 'query', 'queries')} indexed in{' '}
              {formatSeconds(phase.output.seconds)}
              {keptWords(phase.output)}
            </span>
          </p>
          <p className="text-xs text-soft empty:hidden">{phase.output.notice}</p>
        </div>
      );
    case 'failed': {
      const explain = isOwnId(arm.encoder?.id ?? arm.spec.id) ? explainModelError : explainError;
      const { title, detail, action } = explain(phase.error);
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

function pausedWords(kept: KeepOutput | null): string {
  if (kept === null) return 'searched, and is being kept';
  return kept.notice === null ? 'kept and searched' : 'searched';
}

/** `; 12,000 of 13,014 texts were encoded before`; empty where none was. */
function keptWords({ taken = 0, passages, queries, generated }: IndexOutput): string {
  if (taken === 0) return '';
  const texts = passages + queries + generated;
  return taken >= texts
    ? '; all were encoded before, and kept'
    : `; ${formatCount(taken)} of ${formatCount(texts)} texts were encoded before, and kept`;
}

/** `about 40 s, 20.0 MB`; empty where there is nothing to estimate. */
function costOf({ encoder, placement }: ArmState, { passages, characters }: CorpusSummary): string {
  if (encoder === null) return '';
  const { seconds, bytes } = estimateIndexing({ texts: passages, characters }, placement, encoder.dimensions);
  return [...(seconds === null ? [] : [`about ${formatSeconds(seconds)}`]), formatBytes(bytes)].join(', ');
}

const STEPS = { download: 'Fetching', verify: 'Checking', session: 'Starting' } as const;
