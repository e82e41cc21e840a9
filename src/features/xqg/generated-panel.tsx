import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { generatedSummaryQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { GeneratedSummary } from '../../domain/augmentation/summarise-generated.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { download } from '../../ui/export/download.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';

/** What was generated for the passages: how much, in which languages, and some of it to read. */
export function GeneratedPanel() {
  const session = useSession();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const [seed, setSeed] = useState(1);
  const { data } = useQuery(generatedSummaryQuery(session, hash, seed));
  if (data === undefined || data.languages.length === 0) return null;
  return (
    <div className="rounded-lg border border-line bg-panel p-4 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <p>
          <strong>{plural(total(data), 'generated query', 'generated queries')}</strong>{' '}
          <span className="text-soft">
            for {formatCount(data.passages - data.without)} of {plural(data.passages, 'passage')}
            {data.without > 0 &&
              `; without any: ${data.withoutExamples.join(', ')}${data.without > data.withoutExamples.length ? ' …' : ''}`}
            {data.goldCopies > 0 &&
              `; ${plural(data.goldCopies, 'query is a gold question and is', 'queries are gold questions and are')} left out`}
            .
          </span>
        </p>
        <div className="flex gap-2">
          <Button
            small
            onClick={() => {
              void session.corpus.exportGenerated().then((blob) => {
                download(blob, 'generated-queries.jsonl');
              });
            }}
          >
            Save as JSON Lines
          </Button>
          <Button small kind="quiet" onClick={() => void session.corpus.clearGenerated()}>
            Take away
          </Button>
        </div>
      </div>
      <ul
        aria-label="Generated queries by language"
        className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-soft tabular-nums"
      >
        {data.languages.map(({ lang, queries }) => (
          <li key={lang} className="flex items-baseline gap-1.5">
            <LanguageTag lang={lang} /> {formatCount(queries)}
          </li>
        ))}
      </ul>
      <div className="mt-2">
        <Disclosure summary="Read some">
          <Button
            small
            icon="retry"
            onClick={() => {
              setSeed(seed + 1);
            }}
          >
            Others
          </Button>
          <ul className="mt-2 grid gap-x-8 gap-y-4 lg:grid-cols-2">
            {data.samples.map(({ passage, queries }) => (
              <li key={passage.id}>
                <p className="flex items-baseline gap-2">
                  <LanguageTag lang={passage.lang} />
                  <TextInLanguage lang={passage.lang} className="line-clamp-2">
                    {passage.title === undefined ? passage.text : `${passage.title}: ${passage.text}`}
                  </TextInLanguage>
                </p>
                <ul className="mt-1 space-y-0.5 border-l-2 border-line pl-3">
                  {queries.slice(0, 8).map(({ lang, text }, i) => (
                    <li key={i} className="flex items-baseline gap-2 text-ink">
                      <LanguageTag lang={lang} />
                      <TextInLanguage lang={lang}>{text}</TextInLanguage>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </div>
  );
}

function total({ languages }: GeneratedSummary): number {
  return languages.reduce((sum, { queries }) => sum + queries, 0);
}
