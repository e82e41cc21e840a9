import { useState } from 'react';
import { explainError } from '../../client/explain-error.ts';
import type { ArmState } from '../../client/session/session-state.ts';
import type { SearchOutput } from '../../protocol/arm.ts';
import { toWireError } from '../../protocol/errors.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatMilliseconds, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ColumnState } from './column-state.tsx';
import { LanguageStrip } from './language-strip.tsx';
import { MissedPassages } from './missed-passages.tsx';
import { ResultCard } from './result-card.tsx';

interface ResultColumnProps {
  readonly arm: ArmState;
  readonly output: SearchOutput | null;
  readonly searching: boolean;
  readonly error: Error | null;
  readonly onRetry: () => void;
  readonly k: number;
  readonly known: boolean;
  readonly shareScale: number;
  readonly movementOf: (passageId: string) => string;
}

/** One arm's answer. */
export function ResultColumn({
  arm,
  output,
  searching,
  error,
  onRetry,
  k,
  known,
  shareScale,
  movementOf,
}: ResultColumnProps) {
  const [entry, setEntry] = useState<string | null>(null);
  const hits = output?.hits ?? [];
  // One tab stop for each column: the card that was last visited, else the first.
  const stop = hits.find(({ passage }) => passage.id === entry)?.passage.id ?? hits[0]?.passage.id;
  const best = hits.reduce((most, { score }) => Math.max(most, score), 0);
  return (
    <section
      aria-label={`Arm ${arm.letter}, ${arm.name}`}
      data-arm={arm.letter}
      data-column
      aria-busy={searching}
      className="min-w-0 shrink-0 basis-[88%] snap-start sm:basis-[22rem] side:basis-0 side:grow"
      onFocus={(event) => {
        const card = event.target.closest<HTMLElement>('[data-passage-id]');
        if (card !== null) setEntry(card.dataset['passageId'] ?? null);
      }}
    >
      <header className="-mx-1.5 bg-surface px-1.5 pt-2 side:sticky side:top-(--bar) side:z-10">
        <div className="border-b-2 border-arm pb-2">
          <div className="flex items-center gap-2">
            <ArmBadge letter={arm.letter} />
            <h2 className="min-w-0 truncate text-base font-semibold">{arm.name}</h2>
            {output !== null && <Timing output={output} />}
          </div>
          {output !== null && (
            <p className="mt-0.5 truncate text-xs tabular-nums text-faint">
              {known ? `${goldWords(output, k)} · ` : ''}
              {searchedWords(output)}
            </p>
          )}
        </div>
      </header>
      {output !== null && <LanguageStrip shares={output.shares} k={k} scale={shareScale} />}
      <div className="mt-3">
        <ColumnState arm={arm} />
        {output !== null && output.pending > 0 && arm.phase.kind === 'indexed' && (
          <p className="mb-3 text-sm text-soft">
            {plural(output.pending, 'passage')} not encoded, and so not found.
          </p>
        )}
        {error !== null && <SearchError error={error} onRetry={onRetry} />}
        {output === null && searching && <p className="text-sm text-faint">Searching</p>}
        {output !== null && hits.length === 0 && (
          <p className="rounded-lg border border-dashed border-line-strong/60 p-3 text-sm text-soft">
            {arm.encoder === null
              ? 'No passage has a word in common with the query.'
              : 'Nothing to show: no passage passes the filter.'}
          </p>
        )}
        <ol className={searching ? 'space-y-2.5 opacity-60 transition-opacity duration-150' : 'space-y-2.5'}>
          {hits.map((hit) => (
            <li key={hit.passage.id}>
              <ResultCard
                hit={hit}
                bestScore={best}
                movement={movementOf(hit.passage.id)}
                reachable={hit.passage.id === stop}
              />
            </li>
          ))}
        </ol>
        {output !== null && known && (
          <MissedPassages missed={output.missed} k={k} waiting={output.pending > 0} />
        )}
      </div>
    </section>
  );
}

/** `1,040 searched`, `520 searched, 520 to come` */
function searchedWords({ searched, pending }: SearchOutput): string {
  if (pending === 0) return `${formatCount(searched)} searched`;
  return `${formatCount(searched)} searched, ${formatCount(pending)} to come`;
}

function goldWords({ hits, missed }: SearchOutput, k: number): string {
  const found = hits.filter(({ gold }) => gold).length;
  const unjudged = hits.filter(({ gold, rejected }) => !gold && !rejected).length;
  return `${found} of ${found + missed.length} relevant in the top ${k}, ${unjudged} unjudged`;
}

function Timing({ output }: { readonly output: SearchOutput }) {
  const { encode, search } = output.milliseconds;
  return (
    <span
      className="ml-auto shrink-0 text-xs tabular-nums text-faint"
      title={`Query encoded in ${formatMilliseconds(encode)}, ${plural(output.searched, 'passage')} scored in ${formatMilliseconds(search)}`}
    >
      {formatMilliseconds(encode + search)}
    </span>
  );
}

function SearchError({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { title, detail, action } = explainError(toWireError(error));
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        <Button small icon="retry" onClick={onRetry}>
          Search again
        </Button>
      }
    >
      <p>{detail}</p>
      <p>{action}</p>
    </Notice>
  );
}
