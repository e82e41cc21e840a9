import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { CorpusSummary } from '../../domain/corpus/types.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Panel } from '../../ui/panel.tsx';
import { IndexButton } from './index-button.tsx';
import { RowChooser } from './row-chooser.tsx';

/** Which part of the corpus is indexed and asked. */
export function ShardChooser({ summary }: { readonly summary: CorpusSummary }) {
  const session = useSession();
  const [{ queryLanguages, passageLanguages, rows }, change] = useViewState();
  const shard = useSessionState((state) => state.corpus.shard);
  const cutting = useSessionState((state) => state.corpus.phase.kind === 'cutting');
  const counts = new Map(summary.languages.map((language) => [language.lang, language]));
  const order = orderLanguages([...counts.keys()]);
  const withCounts = (of: 'passages' | 'queries'): { lang: string; count: number }[] =>
    order.map((lang) => ({ lang, count: counts.get(lang)?.[of] ?? 0 })).filter(({ count }) => count > 0);

  return (
    <Panel
      title="Shard"
      aside={
        <p className="text-sm text-soft tabular-nums" aria-live="polite">
          {shard === null || cutting
            ? 'cutting'
            : `${plural(shard.summary.passages, 'passage')} · ${plural(shard.summary.queries, 'query', 'queries')}`}
        </p>
      }
    >
      <div className="space-y-5">
        {summary.queries > 0 && (
          <LanguagePicker
            legend="Queries in"
            languages={withCounts('queries')}
            chosen={queryLanguages}
            onChange={(chosen) => {
              change({ queryLanguages: chosen }, { replace: true });
            }}
          />
        )}
        <LanguagePicker
          legend="Passages in"
          languages={withCounts('passages')}
          chosen={passageLanguages}
          onChange={(chosen) => {
            change({ passageLanguages: chosen }, { replace: true });
          }}
        />
        <div>
          <RowChooser
            rows={rows}
            total={summary.rows}
            onChange={(next) => {
              change({ rows: next }, { replace: true });
            }}
          />
          <p className="mt-1.5 max-w-[70ch] text-sm text-faint">
            A row is what belongs together in all languages: parallel passages and the queries they answer.
            This corpus has {formatCount(summary.rows)}.
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <IndexButton />
          {shard !== null && shard.summary.queries > 0 && (
            <Button
              kind="quiet"
              small
              onClick={() => {
                void session.corpus.exportQrels().then((blob) => {
                  download(blob, 'judgements.qrels');
                });
              }}
            >
              Save its judgements as TREC qrels
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}
