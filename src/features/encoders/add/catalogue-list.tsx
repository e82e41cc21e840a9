import { ENCODER_CATALOGUE, NOT_TRIED } from '../../../domain/catalogue/encoders.ts';
import type { CatalogueEncoder, Sourced } from '../../../domain/catalogue/types.ts';
import { useSession } from '../../../client/react/session-context.tsx';
import type { ModelPlace } from '../../../protocol/encoder.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Facts } from '../facts.tsx';
import { hubPlace } from './read-place.ts';
import { sourcesOf } from './catalogue-sources.ts';

/** Encoders that many people use, with what their authors' pages say of them and when that was read. */
export function CatalogueList({ host }: { readonly host: string }) {
  return (
    <div className="space-y-3">
      <p className="max-w-[75ch] text-sm text-soft">
        What stands here was read on the models’ own pages, on the days given. None of it was fetched or run
        by this app: what a repository holds today is looked up when you ask for it.
      </p>
      <ul className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        {ENCODER_CATALOGUE.map((encoder) => (
          <li key={encoder.id} className="min-w-0">
            <CatalogueCard encoder={encoder} host={host} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function CatalogueCard({ encoder, host }: { readonly encoder: CatalogueEncoder; readonly host: string }) {
  const session = useSession();
  const { name, summary, repo, queryRepo, accept, notes, prefixes } = encoder;
  const place = hubPlace(host, repo);
  const query = queryRepo === null ? null : hubPlace(host, queryRepo);
  const asked = new URL(host).host;
  const look = (passages: ModelPlace): void => {
    void session.library.look({ place: passages, query });
  };
  return (
    <article
      aria-label={name}
      className="flex h-full flex-col gap-2.5 rounded-lg border border-line bg-panel p-4 text-sm"
    >
      <div>
        <h3 className="flex flex-wrap items-baseline gap-x-2 text-base font-semibold">
          {name}
          {notes.includes(NOT_TRIED) && (
            <span className="text-xs font-normal text-faint" title={NOT_TRIED}>
              not run here
            </span>
          )}
        </h3>
        <code className="text-xs text-faint [overflow-wrap:anywhere]">
          {queryRepo === null ? repo : `${repo} + ${queryRepo}`}
        </code>
      </div>
      <p className="text-soft">{summary}</p>
      <Facts
        facts={[
          ['Parameters', stated(encoder.parameters, millions)],
          ['Dimensions', stated(encoder.dimensions, formatCount)],
          ['Longest input', stated(encoder.maxTokens, (tokens) => `${formatCount(tokens)} tokens`)],
          ['Languages', stated(encoder.languages, (words) => words)],
          ['Licence', stated(encoder.licence, (words) => words)],
          ['ONNX', stated(encoder.sizes, sizeWords)],
        ]}
      />
      {accept !== null && (
        <p className="flex items-start gap-1.5">
          <Icon name="info" className="mt-0.5" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            To be accepted first: {accept.value} ({accept.source})
          </span>
        </p>
      )}
      <ul className="list-disc space-y-0.5 pl-5 text-xs text-soft empty:hidden">
        {notes
          .filter((note) => note !== NOT_TRIED)
          .map((note) => (
            <li key={note} className="[overflow-wrap:anywhere]">
              {note}
            </li>
          ))}
      </ul>
      <Disclosure summary="Where these facts are from">
        <ul className="space-y-1 text-xs">
          {sourcesOf(encoder).map(({ facts, source, read }) => (
            <li key={`${source} ${read}`} className="[overflow-wrap:anywhere]">
              {facts.join(', ')}: {source}, read on {read}
            </li>
          ))}
        </ul>
        {prefixes !== null && (
          <p className="mt-1 text-xs">
            Prefixes: <code>{JSON.stringify(prefixes.value.query)}</code> before queries,{' '}
            <code>{JSON.stringify(prefixes.value.passage)}</code> before passages.
          </p>
        )}
      </Disclosure>
      <div className="mt-auto">
        <Button
          small
          icon="search"
          aria-label={`Look up ${name} on ${asked}`}
          onClick={() => {
            look(place);
          }}
        >
          Look it up on {asked}
        </Button>
      </div>
    </article>
  );
}

function stated<T>(fact: Sourced<T> | null, words: (value: T) => string): string {
  return fact === null ? 'not stated' : words(fact.value);
}

function millions(parameters: number): string {
  return parameters >= 1e9
    ? `${(parameters / 1e9).toFixed(1)} billion`
    : `${formatCount(Math.round(parameters / 1e6))} million`;
}

/** `fp32 1.1 GB, q8 279.0 MB`, the largest first. */
function sizeWords(sizes: Readonly<Record<string, number>>): string {
  const formats = Object.entries(sizes).sort(([, a], [, b]) => b - a);
  return formats.length === 0
    ? 'not stated'
    : formats.map(([dtype, bytes]) => `${dtype} ${formatBytes(bytes)}`).join(', ');
}
