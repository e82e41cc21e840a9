import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ReadingProgress } from './reading-progress.tsx';

/** Reading, and what came of it when it failed. */
export function CorpusPhase() {
  const session = useSession();
  const { phase, origin, summary } = useSessionState((state) => state.corpus);
  if (phase.kind === 'reading') {
    const { progress } = phase;
    const first = summary === null;
    return (
      <ReadingProgress
        title={
          progress?.step === 'count' ? 'Reading the corpus: a first look at all of it' : 'Reading the corpus'
        }
        progress={progress}
        {...(first
          ? {}
          : {
              onCancel: () => {
                session.corpus.cancelReading();
              },
            })}
      />
    );
  }
  if (phase.kind !== 'failed') return null;
  const { title, detail, action } = explainError(phase.error);
  const kept =
    summary === null
      ? null
      : origin.kind === 'demo'
        ? 'The demo shard stays open.'
        : 'The files that were open stay open.';
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        summary === null && (
          <Button icon="retry" onClick={() => void session.openDemo()}>
            Open the demo shard
          </Button>
        )
      }
    >
      <p>{detail}</p>
      <p>{action}</p>
      {kept !== null && <p>{kept}</p>}
    </Notice>
  );
}
