import type { ReactNode } from 'react';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { describeNames } from './describe-names.ts';
import { KeepState } from './keep-state.tsx';
import { OpenButtons } from './open-buttons.tsx';
import { UrlForm } from './url-form.tsx';

const CARD = 'flex flex-col rounded-lg border bg-panel p-4';

/** The corpora there are to choose from: the one that ships, and the person's own. */
export function SourceCards() {
  const origin = useSessionState((state) => state.corpus.origin);
  const summary = useSessionState((state) => state.corpus.summary);
  const [, change] = useViewState();
  const demo = origin.kind === 'demo';
  const facts = summary !== null && (
    <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
      <Fact count={summary.passages} one="passage" />
      <Fact count={summary.queries} one="query" many="queries" />
      <Fact count={summary.languages.length} one="language" />
      <Fact count={summary.rows} one="row" />
      {summary.generated > 0 && (
        <Fact
          count={summary.generated}
          one="text with generated queries"
          many="texts with generated queries"
        />
      )}
    </dl>
  );
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
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
                  corpusId: null,
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
        {!demo && <KeepState />}
        <Formats demo={demo}>
          Tables (CSV, TSV, Parquet), JSON Lines, BEIR, MIRACL, MS MARCO, DPR, SQuAD and its kin, Belebele,
          MKQA, parallel text, plain text and Markdown: files, folders or ZIP, gzip or not. Qrels and
          generated queries join what is open; a run becomes an arm. Or drop them anywhere on the page;
          nothing leaves this browser.
        </Formats>
        <div className="mt-auto space-y-3 pt-3">
          <OpenButtons />
          <UrlForm />
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

function Fact({
  count,
  one,
  many = `${one}s`,
}: {
  readonly count: number;
  readonly one: string;
  readonly many?: string;
}) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dd className="order-first font-semibold tabular-nums">{formatCount(count)}</dd>
      <dt className="text-faint">{count === 1 ? one : many}</dt>
    </div>
  );
}

/** What can be opened: in full until something is. */
function Formats({ demo, children }: { readonly demo: boolean; readonly children: ReactNode }) {
  if (demo) return <p className="text-sm text-soft">{children}</p>;
  return (
    <div className="mt-3">
      <Disclosure summary="What can be opened">{children}</Disclosure>
    </div>
  );
}
