import { estimateIndexing } from '../../client/estimate-indexing.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import type { CorpusSummary } from '../../domain/corpus/types.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatSeconds, plural } from '../../ui/format.ts';

/** Starts every arm that waits; small shards are indexed unasked, so that there is then nothing to press. */
export function IndexButton() {
  const session = useSession();
  const arms = useSessionState((state) => state.arms);
  const shard = useSessionState((state) => state.corpus.shard);
  const waiting = arms.filter(({ phase }) => phase.kind === 'ready' || phase.kind === 'paused');
  if (shard === null || waiting.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        kind="primary"
        onClick={() => {
          for (const { letter } of waiting) void session.startIndexing(letter);
        }}
      >
        Index {plural(shard.summary.passages, 'passage')} with {plural(waiting.length, 'arm')}
      </Button>
      <ul
        className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-faint tabular-nums"
        aria-label="What it takes"
      >
        {waiting.map((arm) => (
          <li key={arm.uid}>
            {arm.letter}: {costOf(arm, shard.summary)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `about 3 min, 20.0 MB of vectors` */
function costOf({ encoder, placement }: ArmState, { passages, characters }: CorpusSummary): string {
  if (encoder === null) return 'seconds, and about as much memory as the text';
  const { seconds, bytes } = estimateIndexing({ texts: passages, characters }, placement, encoder.dimensions);
  const memory = `${formatBytes(bytes)} of vectors`;
  return seconds === null
    ? `${memory}; its speed is not measured yet`
    : `about ${formatSeconds(seconds)}, ${memory}`;
}
