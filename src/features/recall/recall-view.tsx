import { useRef } from 'react';
import { measuresFor, shownMeasure } from '../../client/measures.ts';
import { reportState } from '../../client/report-state.ts';
import { useReports } from '../../client/react/use-reports.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { LanguageOrder } from '../../client/view-state.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { parseMeasure } from '../../domain/metrics/measure.ts';
import { ReportStates } from '../../ui/report-states.tsx';
import { DotPlot } from '../../ui/charts/dot-plot.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { drawingOfElement } from '../../ui/export/svg-of-element.ts';
import { FigureControls } from '../../ui/figure-controls.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SETTING_WORDS } from '../../ui/setting-words.ts';
import { ViewHeader } from '../../ui/view-header.tsx';
import { drawnTable, measuresTable } from './recall-export.ts';
import { AnswersPanel } from './answers-panel.tsx';
import { recallTable } from './recall-rows.ts';
import { RecallTableView } from './recall-table.tsx';
import { SummaryCards } from './summary-cards.tsx';

const SENTENCES: Readonly<Record<Setting, string>> = {
  mono: 'Queries search the passages of their own language.',
  cross: 'Queries search the passages of each other language in turn; a row is the mean over those.',
  multi: 'Queries search the passages of all languages at once; every parallel answer is relevant.',
};

const KEY = '○ never seen in training · whiskers: 95 %';

const ORDERS: readonly { value: LanguageOrder; label: string }[] = [
  { value: 'family', label: 'family' },
  { value: 'training', label: 'training data' },
  { value: 'result', label: 'result of A' },
];

export function RecallView() {
  const [{ k, setting, measure, order }, change] = useViewState();
  const offered = measuresFor(k, setting);
  const shown = shownMeasure(measure, offered);
  const measures = offered.usual.includes(shown) ? offered.usual : [...offered.usual, shown];
  const reports = useReports({ measures, k, fusion: null });
  const table = recallTable(reports, setting, shown, measures, order);
  const chart = useRef<HTMLDivElement>(null);
  const words = {
    title: `${shown} by query language, ${SETTING_WORDS[setting]}`,
    setting,
    sentence: SENTENCES[setting],
  };
  const busy = reports.some(({ computing }) => computing);
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="Recall"
        sentence={`${shown} for every query language and each arm. ${SENTENCES[setting]}`}
        computed={<Computed measure={shown} />}
      />
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <FigureControls setting={setting} measure={shown} measures={offered} onChange={change} />
        <Segmented
          legend="Order by"
          options={ORDERS}
          value={order}
          onChange={(value) => {
            change({ order: value });
          }}
        />
      </div>
      <SummaryCards arms={table.arms} setting={setting} measure={shown} />
      <ReportStates states={reports.map(reportState)} />
      {table.languages.length > 0 && (
        <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]">
          <Panel
            title="By query language"
            aside={
              <div className="flex items-center gap-3">
                <p className="text-xs text-faint">{KEY}</p>
                <ExportMenu
                  name="the chart by query language"
                  busy={busy}
                  figure={{
                    file: ['recall', shown, setting],
                    table: () => drawnTable(table, shown, words),
                    chart: {
                      words: {
                        title: words.title,
                        arms: table.arms.map(({ arm: { arm } }) => arm),
                        notes: [words.sentence, KEY],
                      },
                      draw: (_, theme) => drawingOfElement(chart.current, theme),
                    },
                  }}
                />
              </div>
            }
          >
            <div ref={chart}>
              <DotPlot
                label={`${shown} by query language; the table beside holds every number.`}
                rows={table.languages}
                axis={shown}
                onOpen={(lang) => {
                  change({
                    view: 'queries',
                    measure: shown,
                    focus: { queryLanguage: lang, passageLanguage: null },
                  });
                }}
                series={table.arms.map(({ arm: { arm }, byMeasure, trained }) => ({
                  letter: arm.letter,
                  name: arm.name,
                  points: table.languages.map((lang) => {
                    const value = byMeasure.get(shown)?.get(lang);
                    return {
                      lang,
                      value: value?.value ?? null,
                      margin: value?.margin ?? null,
                      n: value?.n ?? 0,
                      hollow: trained !== null && !trained.has(lang),
                    };
                  }),
                }))}
              />
            </div>
          </Panel>
          <RecallTableView
            table={table}
            measures={measures}
            shown={shown}
            exports={
              <ExportMenu
                name="all measures"
                busy={busy}
                figure={{
                  file: ['recall', 'all-measures', setting],
                  table: () =>
                    measuresTable(table, measures, shown, {
                      ...words,
                      title: `All measures by query language, ${SETTING_WORDS[setting]}`,
                    }),
                }}
              />
            }
          />
        </div>
      )}
      <AnswersPanel setting={setting} k={k} />
    </div>
  );
}

function Computed({ measure }: { readonly measure: string }) {
  const parsed = parseMeasure(measure);
  return (
    <>
      <p>
        {measure}: {parsed?.explanation} {parsed?.convention}
      </p>
      <p>
        The settings are those of hybrid batch training (arXiv 2408.10536). A query without a relevant passage
        in the pool is left out and counted as undefined. The mean over languages, or over ordered pairs of
        languages, gives each the same weight. Whiskers are 1.96 standard errors over the queries of a
        language.
      </p>
      <p>
        “Seen” and “never seen” follow the encoder’s own list of training texts; BM25 is not trained, so it
        has neither.
      </p>
    </>
  );
}
