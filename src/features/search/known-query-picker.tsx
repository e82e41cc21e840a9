import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { knownQueriesQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';

const LIMIT = 60;

/** Finds one of the shard's own queries, so that relevant passages can be marked. */
export function KnownQueryPicker() {
  const session = useSession();
  const shard = useSessionState((state) => state.corpus.shard);
  const [, change] = useViewState();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const contains = useDeferredValue(text.trim());

  const languages = shard?.summary.languages.filter(({ queries }) => queries > 0) ?? [];
  // A language of an earlier shard counts for nothing in this one.
  const language = languages.some(({ lang }) => lang === chosen) ? chosen : '';
  const total = languages.reduce(
    (sum, { lang, queries }) => sum + (language === '' || lang === language ? queries : 0),
    0,
  );
  const { data = [] } = useQuery({
    ...knownQueriesQuery(session, shard?.hash ?? null, {
      languages: language === '' ? [] : [language],
      contains,
      limit: LIMIT,
    }),
    placeholderData: keepPreviousData,
  });
  if (total === 0) return null;
  return (
    <div className="flex items-center gap-2">
      <label className="text-sm">
        <span className="sr-only">Language of the known queries</span>
        <select
          value={language}
          onChange={(event) => {
            setChosen(event.target.value);
          }}
          className="h-8 rounded-md border border-line-strong/60 bg-panel px-1.5 text-sm hover:border-line-strong max-sm:w-32"
        >
          <option value="">any language</option>
          {orderLanguages(languages.map(({ lang }) => lang)).map((lang) => (
            <option key={lang} value={lang}>
              {lang} · {languageTitle(lang)}
            </option>
          ))}
        </select>
      </label>
      <div className="min-w-0 flex-1 sm:w-64">
        <Combobox
          label="Known queries"
          placeholder={`Find one of ${plural(total, 'known query', 'known queries')}`}
          items={data}
          text={text}
          onText={setText}
          onChoose={({ id, text: query }) => {
            change({ query, queryId: id });
            setText('');
          }}
          footnote={
            data.length === 0
              ? 'No known query holds this text'
              : data.length === LIMIT
                ? `The first ${LIMIT} of ${formatCount(total)}; type to narrow them`
                : plural(data.length, 'known query', 'known queries')
          }
        />
      </div>
    </div>
  );
}
