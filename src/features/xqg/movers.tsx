import { useQuery } from '@tanstack/react-query';
import { moversQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Mover } from '../../protocol/arm.ts';
import { formatCount } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';
import { useDenseArm } from './use-dense-arm.tsx';

const LIMIT = 8;

/** Which relevant passages fusion moved most, and the generated query that says why. */
export function Movers({ fusion }: { readonly fusion: FusionChoice }) {
  const session = useSession();
  const { arm, picker } = useDenseArm();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  if (arm === null) return null;
  return (
    <Panel title="Passages that rose and fell" className="mt-4" aside={picker}>
      <Lists query={moversQuery(session, arm, hash, { fusion, queryLanguage: null, limit: LIMIT })} />
    </Panel>
  );
}

function Lists({ query }: { readonly query: ReturnType<typeof moversQuery> }) {
  const { data, error } = useQuery(query);
  if (error !== null) return <p className="text-sm text-bad">{error.message}</p>;
  if (data === undefined) return <p className="text-sm text-faint">ranking every query</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
      <List title="Rose" movers={data.rose} by="nearest of its generated queries" />
      <List title="Fell" movers={data.fell} by="farthest of its generated queries" />
    </div>
  );
}

function List({
  title,
  movers,
  by,
}: {
  readonly title: string;
  readonly movers: readonly Mover[];
  readonly by: string;
}) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-sm font-medium">{title}</h3>
      {movers.length === 0 && <p className="text-sm text-faint">No relevant passage did.</p>}
      <ol className="divide-y divide-line">
        {movers.map((mover) => (
          <li key={`${mover.queryId} ${mover.passage.id}`} className="py-2 text-sm">
            <p className="flex items-baseline gap-2">
              <strong className="shrink-0 tabular-nums">
                {formatCount(mover.before)} → {formatCount(mover.after)}
              </strong>
              <QueryLink mover={mover} />
            </p>
            <p className="mt-0.5 flex items-baseline gap-2 text-soft">
              <LanguageTag lang={mover.passage.lang} />
              <TextInLanguage lang={mover.passage.lang} className="line-clamp-1">
                {mover.passage.title === undefined
                  ? mover.passage.text
                  : `${mover.passage.title}: ${mover.passage.text}`}
              </TextInLanguage>
            </p>
            {mover.generated !== null && (
              <p className="mt-0.5 flex items-baseline gap-2 text-xs text-faint" title={by}>
                <LanguageTag lang={mover.generated.lang} />
                <TextInLanguage lang={mover.generated.lang}>{mover.generated.text}</TextInLanguage>
                <span className="tabular-nums">{mover.generated.similarity.toFixed(2)}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function QueryLink({ mover }: { readonly mover: Mover }) {
  const link = useViewLink({ view: 'search', query: mover.queryText, queryId: mover.queryId, filter: [] });
  return (
    <a {...link} className="flex items-baseline gap-2 underline-offset-2 hover:underline">
      <LanguageTag lang={mover.queryLanguage} />
      <TextInLanguage lang={mover.queryLanguage}>{mover.queryText}</TextInLanguage>
    </a>
  );
}
