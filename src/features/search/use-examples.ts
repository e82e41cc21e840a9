import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { knownQueriesQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { JudgedQuery } from '../../domain/corpus/types.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import { exampleLanguages, spread } from './choose-examples.ts';
import { useSearchUi } from './search-ui.ts';

const SAMPLE = 200;

/** Example queries: known ones of the shard, Amharic and Khmer first. */
export function useExamples(): readonly JudgedQuery[] {
  const session = useSession();
  const shard = useSessionState((state) => state.corpus.shard);
  const available = (shard?.summary.languages ?? [])
    .filter(({ queries }) => queries > 0)
    .map(({ lang }) => lang);
  const languages = exampleLanguages(orderLanguages(available));
  const results = useQueries({
    queries: languages.map(([lang]) =>
      knownQueriesQuery(session, shard?.hash ?? null, { languages: [lang], contains: '', limit: SAMPLE }),
    ),
  });
  return languages.flatMap(([, count], turn) => spread(results[turn]?.data ?? [], count, turn));
}

/** Shows the first example to a person who came without a query: something true before anything is asked. */
export function useOpeningExample(first: JudgedQuery | undefined): void {
  const [{ query }, change] = useViewState();
  const { opened, open } = useSearchUi();
  useEffect(() => {
    if (opened || first === undefined) return;
    open();
    if (query === '') change({ query: first.text, queryId: first.id }, { replace: true });
  }, [opened, open, first, query, change]);
}
