import type { RunFile } from '../../client/session/session-state.ts';
import { plural } from '../../ui/format.ts';
import { ChoiceCard } from './encoder-card.tsx';

/** A run of another system that was opened; it can stand as an arm like any other. */
export function RunCard({ run }: { readonly run: RunFile }) {
  return (
    <ChoiceCard
      id={run.id}
      name={run.name}
      summary={`A TREC run of yours: ${plural(run.queries, 'query', 'queries')}, ${plural(run.lines, 'line')}. It ranks the passages of the shard as the file does; a judged query that it lacks counts as 0 and is marked.`}
    >
      <p className="text-xs text-faint">
        Kept until this page is closed. A link names it, but cannot open it.
      </p>
    </ChoiceCard>
  );
}
