import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { OpenButtons } from './open-buttons.tsx';

const CARD = 'flex flex-col rounded-lg border bg-panel p-4';

/** The corpora there are to choose from: the one that ships, and the person's own. */
export function SourceCards() {
  const origin = useSessionState((state) => state.corpus.origin);
  const summary = useSessionState((state) => state.corpus.summary);
  const [, change] = useViewState();
  const demo = origin.kind === 'demo';
  const facts = summary !== null && (
    <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
      <Fact name="passages" value={formatCount(summary.passages)} />
      <Fact name="queries" value={formatCount(summary.queries)} />
      <Fact name="languages" value={String(summary.languages.length)} />
      <Fact name="rows" value={formatCount(summary.rows)} />
      <Fact name="texts with generated queries" value={formatCount(summary.generated)} />
    </dl>
  );
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section
        aria-label="Demo shard"
        className={classNames(CARD, demo ? 'border-line-strong' : 'border-line')}
      >
        <CardTitle title="Demo shard" open={demo} />
        <p className="text-sm text-soft">
          Written for this project: neighbouring passages on topics that people in Ethiopia, Cambodia and
          elsewhere look up, parallel in thirteen languages, with one question for each passage.
        </p>
        {demo && facts}
        {!demo && (
          <div className="mt-auto pt-3">
            <Button
              onClick={() => {
                change({
                  corpus: 'demo',
                  queryLanguages: [],
                  passageLanguages: [],
                  rows: { mode: 'all' },
                  query: '',
                  queryId: null,
                  filter: [],
                });
              }}
            >
              Open the demo shard
            </Button>
          </div>
        )}
      </section>
      <section
        aria-label="Your own files"
        className={classNames(CARD, demo ? 'border-line' : 'border-line-strong')}
      >
        <CardTitle title="Your own files" open={!demo} />
        {origin.kind === 'files' && (
          <p className="text-sm [overflow-wrap:anywhere]">{describeNames(origin.names)}</p>
        )}
        {!demo && facts}
        <p className={classNames('text-sm text-soft', !demo && 'mt-3')}>
          XQuAD-R or SQuAD-style JSON, one file for each language, or JSON Lines of passages and queries, gzip
          or not. TREC qrels and generated queries join what is open; a TREC run becomes an arm. Several at
          once; nothing leaves this browser. Or drop them anywhere on the page.
        </p>
        <div className="mt-auto pt-3">
          <OpenButtons />
        </div>
      </section>
    </div>
  );
}

function CardTitle({ title, open }: { readonly title: string; readonly open: boolean }) {
  return (
    <div className="mb-1 flex items-center justify-between gap-3">
      <h2 className="text-base font-semibold">{title}</h2>
      {open && (
        <span className="flex items-center gap-1 text-xs font-medium text-good">
          <Icon name="tick" size={13} />
          open
        </span>
      )}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dd className="order-first font-semibold tabular-nums">{value}</dd>
      <dt className="text-faint">{name}</dt>
    </div>
  );
}

function describeNames(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${plural(names.length - 3, 'other file')}`;
}
