import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';

/** Starts every arm that waits; small shards are indexed unasked, so that there is then nothing to press. */
export function IndexButton() {
  const session = useSession();
  const arms = useSessionState((state) => state.arms);
  const shard = useSessionState((state) => state.corpus.shard);
  const waiting = arms.filter(({ phase }) => phase.kind === 'ready' || phase.kind === 'paused');
  if (shard === null || waiting.length === 0) return null;
  const names = waiting.map(({ letter }) => letter).join(', ');
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        kind="primary"
        onClick={() => {
          for (const { letter } of waiting) void session.startIndexing(letter);
        }}
      >
        Index {plural(shard.summary.passages, 'passage')} with {plural(waiting.length, 'arm')}
      </Button>
      <span className="text-sm text-faint">Waiting: {names}</span>
    </div>
  );
}
