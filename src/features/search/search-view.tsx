import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { ExampleQueries } from './example-queries.tsx';
import { KnownQueryPicker } from './known-query-picker.tsx';
import { LanguageFilter } from './language-filter.tsx';
import { QueryBox } from './query-box.tsx';
import { ResultColumns } from './result-columns.tsx';
import { useExamples, useOpeningExample } from './use-examples.ts';

export function SearchView() {
  const [{ query, k }] = useViewState();
  const reading = useSessionState((state) => state.corpus.shard === null);
  const examples = useExamples();
  useOpeningExample(examples[0]);
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="Search"
        sentence="One query, one column for each arm; lines follow a passage from column to column."
        computed={
          <>
            <p>
              Encoders rank by the cosine of the query’s vector with each passage’s; BM25 by its own score,
              which has another scale, so that bars compare within a column only. Equal scores are ordered as
              trec_eval orders them, by id, descending.
            </p>
            <p>
              The strip above a column shows the languages of the top k as bars, and each language’s share of
              the searched pool as a line across. A relevant passage is one that answers the query or a
              parallel query in another language. Marked words stand in the query as well; an encoder does not
              see them so.
            </p>
          </>
        }
      >
        <Legend k={k} />
      </ViewHeader>
      <QueryBox />
      <div className="mt-2 mb-2">
        <ExampleQueries examples={examples} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <LanguageFilter />
        <div className="max-sm:w-full">
          <KnownQueryPicker />
        </div>
      </div>
      {query.trim() === '' ? (
        <p className="mt-8 rounded-lg border border-dashed border-line-strong/60 p-6 text-center text-sm text-soft">
          {reading ? 'The corpus is being read.' : 'Type a query above, or choose one of the examples.'}
        </p>
      ) : (
        <div className="mt-2">
          <ResultColumns />
        </div>
      )}
    </div>
  );
}

/** What the marks mean, in the words of the screen. */
function Legend({ k }: { readonly k: number }) {
  return (
    <ul aria-label="Legend" className="hidden items-center gap-4 text-xs text-faint xl:flex">
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-3 w-2 rounded-t-[2px] bg-line-strong" />
        share of the top {k}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-3 border-t-2 border-ink/70" />
        share of the pool
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="size-3 rounded-[3px] border-2 border-gold bg-gold-wash" />
        relevant
      </li>
    </ul>
  );
}
