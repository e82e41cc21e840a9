import { useDeferredValue, useState } from 'react';
import { resolveLanguages } from '../../client/asked-fusion.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useReports } from '../../client/react/use-reports.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { measuresFor, shownMeasure } from '../../client/measures.ts';
import { reportState } from '../../client/report-state.ts';
import { FigureControls } from '../../ui/figure-controls.tsx';
import { Notice } from '../../ui/notice.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { ReportStates } from '../../ui/report-states.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { ArmChange } from './arm-change.tsx';
import { FusionControls } from './fusion-controls.tsx';
import { FusionCurves } from './fusion-curves.tsx';
import { GeneratePanel } from './generate-panel.tsx';
import { GeneratedMatrix } from './generated-matrix.tsx';
import { GeneratedPanel } from './generated-panel.tsx';
import { LanguageChanges } from './language-changes.tsx';
import { Movers } from './movers.tsx';
import { Published } from './published.tsx';
import { fusionNote } from './xqg-export.ts';

export function XqgView() {
  const [{ k, setting, measure, fusion }, change] = useViewState();
  const summary = useSessionState((state) => state.corpus.shard?.summary ?? null);
  const languages = orderLanguages(summary?.languages.map(({ lang }) => lang) ?? []);
  const offered = measuresFor(k, setting);
  const shown = shownMeasure(measure, offered);
  const measures = offered.usual.includes(shown) ? offered.usual : [...offered.usual, shown];
  // The slider answers at once; the charts follow as fast as they are ranked.
  const chosen = resolveLanguages(useDeferredValue(fusion), languages);
  const before = useReports({ measures, k, fusion: null });
  const after = useReports({ measures, k, fusion: chosen });
  const missing = summary !== null && summary.generated === 0;
  const busy = useSessionState((state) => state.generation.phase !== 'idle');
  const [writingShown, setWritingShown] = useState<boolean | null>(null);
  const writing = writingShown ?? (missing || busy);
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="xQG"
        sentence="Queries in other languages, generated from each passage, are fused into its vector: what each query language gains, and what it loses."
        computed={
          <>
            <p>
              (1 − α)·p + α·Σ q (xQG, arXiv 2305.03950): p is the passage’s vector, q those of its generated
              queries, encoded as passages are. It is a sum, so more queries weigh more: with m of them the
              ranking is that of (1 − w)·p + w·mean(q), with w = α·m / ((1 − α) + α·m). Nothing is normalised
              before or after; ranking is by inner product, as in the paper. “Mean” divides the sum by m. The
              paper uses α = 0.01 and 35 queries.
            </p>
            <p>
              With “unit length” fused vectors are normalised, which the paper does not do; it matters where
              passages receive different numbers of queries. A passage receives queries in other languages
              than its own, and never one that is a gold question. Fusion is linear, so a slider encodes
              nothing. The demo’s generated queries were written without sight of the questions that judge
              them, each about another fact.
            </p>
          </>
        }
      />
      <div className="mb-4 space-y-4">
        {missing && (
          <Notice title="This corpus has no generated queries.">
            <p>
              Write them below, or open a file of them: JSON Lines with{' '}
              {'{"docid": …, "generated_queries": {"am": ["…"]}}'}, as the xQG project publishes them, or one
              {' {"docid": …, "lang": "am", "query": "…"}'} a line. It joins the corpus that is open.
            </p>
          </Notice>
        )}
        <GeneratedPanel />
        <details className="rounded-lg border border-line bg-panel" open={writing}>
          <summary
            className="px-4 py-2.5 text-base font-semibold"
            onClick={(event) => {
              // The state decides, not the element: queries that come must not close what shows them coming.
              event.preventDefault();
              setWritingShown(!writing);
            }}
          >
            Write queries here
          </summary>
          <div className="border-t border-line p-4">
            <GeneratePanel languages={languages} />
          </div>
        </details>
      </div>
      {!missing && (
        <>
          <FusionControls
            fusion={fusion}
            languages={languages}
            fused={after.map(({ report }) => report?.fused ?? null).find((fused) => fused !== null) ?? null}
            onChange={(next) => {
              change({ fusion: next }, { replace: true });
            }}
          />
          <div className="my-4 flex flex-wrap items-center gap-x-6 gap-y-2">
            <FigureControls setting={setting} measure={shown} measures={offered} onChange={change} />
          </div>
          <ReportStates states={after.map(reportState)} />
          <div className="mt-4 grid gap-4 lg:grid-cols-2">
            {before.map(({ arm, report }, place) => (
              <ArmChange
                key={arm.letter}
                arm={arm}
                before={report}
                after={after[place]?.report ?? null}
                setting={setting}
                measure={shown}
                fused={fusionNote(chosen)}
                busy={[...before, ...after].some(({ computing }) => computing)}
              />
            ))}
          </div>
          <LanguageChanges fusion={chosen} setting={setting} measure={shown} order={languages} />
          <Movers fusion={chosen} />
          <FusionCurves
            fusion={fusion}
            languages={languages}
            measures={measures}
            k={k}
            measure={shown}
            setting={setting}
            ready={before.some(({ report }) => report !== null)}
            onChange={(next) => {
              change({ fusion: next });
            }}
          />
          <GeneratedMatrix
            fusion={chosen}
            languages={chosen.languages}
            order={languages}
            measures={measures}
            k={k}
            measure={shown}
            setting={setting}
          />
        </>
      )}
      <Published />
    </div>
  );
}
