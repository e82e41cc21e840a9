import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import { searchQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { SearchInput } from '../../protocol/arm.ts';
import { AgreementList } from './agreement-list.tsx';
import { agreements } from './agreement.ts';
import { ColumnTabs } from './column-tabs.tsx';
import { nextCard } from './move-focus.ts';
import { movementWords, placesOf } from './rank-movement.ts';
import { ResultColumn } from './result-column.tsx';
import { SlopeLines } from './slope-lines.tsx';

/** One column for each arm, on common scales, joined where they hold the same passage. */
export function ResultColumns() {
  const session = useSession();
  const arms = useSessionState((state) => state.arms);
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const [{ query, queryId, k, filter }] = useViewState();
  const container = useRef<HTMLDivElement>(null);

  const input: SearchInput = { text: query, queryId, k, passageLanguages: filter, fusion: null };
  const results = useQueries({
    queries: arms.map((arm) => ({
      ...searchQuery(session, arm, hash, input),
      placeholderData: keepPreviousData,
    })),
  });
  const answers = arms.map(({ letter, phase }, index) => ({
    letter,
    // What an arm answered before it failed, or for an earlier shard, is not its answer.
    output:
      phase.kind === 'failed' || phase.kind === 'opening' || phase.kind === 'ready'
        ? null
        : (results[index]?.data ?? null),
  }));
  const shareScale = Math.max(
    ...answers.flatMap(({ output }) => (output?.shares ?? []).flatMap(({ top, pool }) => [top, pool])),
    0.01,
  );
  const signature = answers
    .map(
      ({ letter, output }) =>
        `${letter}:${[...(output?.hits ?? []), ...(output?.missed ?? [])].map(({ passage }) => passage.id).join(' ')}`,
    )
    .join('|');
  const settled = results.every(({ isFetching }) => !isFetching);

  return (
    <div data-columns={arms.length}>
      {queryId !== null && settled && <AgreementList agreements={agreements(answers)} />}
      <ColumnTabs arms={arms} container={container} />
      <div
        ref={container}
        role="group"
        aria-label="Results"
        className="relative flex snap-x snap-mandatory gap-4 overflow-x-auto pb-4 side:gap-8 side:overflow-x-visible 2xl:side:gap-11"
        onKeyDown={(event) => {
          if (
            !(event.target instanceof HTMLElement) ||
            event.target.tagName !== 'ARTICLE' ||
            !event.key.startsWith('Arrow')
          )
            return;
          const card = nextCard(event.key, event.target, event.currentTarget);
          if (card === null) return;
          event.preventDefault();
          card.focus();
        }}
      >
        {arms.map((arm, index) => {
          const result = results[index];
          const output = answers[index]?.output ?? null;
          return (
            <ResultColumn
              key={arm.letter}
              arm={arm}
              output={output}
              searching={result?.isFetching ?? false}
              error={result?.error ?? null}
              onRetry={() => void result?.refetch()}
              k={k}
              known={queryId !== null}
              shareScale={shareScale}
              movementOf={(passageId) =>
                arms.length < 2 ? '' : movementWords(placesOf(passageId, answers), k)
              }
            />
          );
        })}
        <SlopeLines container={container} signature={signature} />
      </div>
      <p role="status" className="sr-only">
        {settled &&
          answers
            .map(({ letter, output }) =>
              output === null ? '' : `Arm ${letter}: ${output.hits.length} passages. `,
            )
            .join('')}
      </p>
    </div>
  );
}
