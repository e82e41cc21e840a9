import { useState } from 'react';
import { datasetFiles, datasetLink } from '../../client/session/dataset-link.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import type { CatalogueDataset } from '../../domain/catalogue/types.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { PickLanguages } from './pick-languages.tsx';
import { useOpening } from './use-opening.ts';

/** A public dataset: all that is known of it, before anything is fetched, and the button that fetches it. */
export function DatasetCard({
  dataset,
  chosen = [],
  heading: Heading = 'h3',
}: {
  readonly dataset: CatalogueDataset;
  /** Languages that a link names. */
  readonly chosen?: readonly LanguageCode[];
  /** Under which heading it stands. */
  readonly heading?: 'h2' | 'h3';
}) {
  const opening = useOpening();
  const [picked, setPicked] = useState<readonly LanguageCode[]>(chosen);
  const kept = useSessionState((state) => state.corpus.keptCorpora);
  const { name, summary, home, licence, languages, notes } = dataset;
  const byLanguage = dataset.opens === 'by-language';
  const files = byLanguage && picked.length === 0 ? [] : datasetFiles(dataset, picked);
  const hosts = [...new Set(files.map(({ url }) => new URL(url).host))].join(' and ');
  const here = kept?.some((corpus) => corpus.dataset === datasetLink(dataset, picked)) ?? false;
  return (
    <section aria-label={name} className="py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Heading className="text-base font-semibold">{name}</Heading>
        <p className="text-sm text-faint">
          {plural(languages.length, 'language')} ·{' '}
          <a
            href={licence.source}
            target="_blank"
            rel="noreferrer"
            title={`Read on ${licence.read}`}
            className="underline decoration-line-strong/60 underline-offset-4 hover:text-ink"
          >
            {licence.value}
          </a>{' '}
          ·{' '}
          <a
            href={home}
            target="_blank"
            rel="noreferrer"
            className="underline decoration-line-strong/60 underline-offset-4 hover:text-ink"
          >
            {new URL(home).host}
          </a>
        </p>
      </div>
      <p className="mt-0.5 max-w-[75ch] text-sm text-soft">{summary}</p>
      <Notes notes={notes} />
      {byLanguage ? (
        <div className="mt-2">
          <Disclosure
            summary={picked.length === 0 ? 'Choose its languages' : `Languages: ${picked.join(', ')}`}
            open={chosen.length > 0}
          >
            <PickLanguages
              legend={`Languages of ${name}`}
              languages={orderLanguages(languages)}
              picked={picked}
              onChange={setPicked}
            />
          </Disclosure>
        </div>
      ) : (
        <p className="mt-1 flex flex-wrap gap-x-2.5 text-sm text-soft">
          {orderLanguages(languages).map((lang) => (
            <LanguageTag key={lang} lang={lang} />
          ))}
        </p>
      )}
      {files.length > 0 && (
        <div className="mt-2.5">
          <Button
            className="max-w-full text-left whitespace-normal!"
            onClick={() => void opening(({ corpus }) => corpus.openDataset(dataset, picked))}
          >
            {here ? `Open ${name}, which is kept here` : `Fetch ${sizeInWords(files)} from ${hosts}`}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The first in sight, others a step away. */
function Notes({ notes }: { readonly notes: readonly string[] }) {
  const [first, ...others] = notes;
  if (first === undefined) return null;
  return (
    <div className="mt-0.5 max-w-[75ch] text-sm text-faint">
      <p>{first}</p>
      {others.length > 0 && (
        <Disclosure summary="More to know">
          {others.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Disclosure>
      )}
    </div>
  );
}

/** `12.3 MB`, or what is known of it. */
function sizeInWords(files: readonly { readonly bytes: number | null }[]): string {
  const known = files.flatMap(({ bytes }) => bytes ?? []);
  if (known.length === 0) return `${plural(files.length, 'file')} of unknown size`;
  const sum = formatBytes(known.reduce((total, bytes) => total + bytes, 0));
  return known.length === files.length ? sum : `more than ${sum}`;
}
