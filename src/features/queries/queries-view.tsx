import { useState } from 'react';
import { useComparison } from '../../client/react/use-comparison.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useValues } from '../../client/react/use-values.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { measuresFor, shownMeasure } from '../../client/measures.ts';
import { valuesState } from '../../client/report-state.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { parseMeasure } from '../../domain/metrics/measure.ts';
import { Button } from '../../ui/button.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { FigureControls } from '../../ui/figure-controls.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ReportStates } from '../../ui/report-states.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { PairTable } from './pair-table.tsx';
import type { QueryOrder } from './query-rows.ts';
import { countDefined, queryRows } from './query-rows.ts';
import { pairsTable, queriesTable } from './queries-export.ts';
import { QueryTable } from './query-table.tsx';

const PAGE = 50;
const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  mono: 'in the passages of their own language',
  cross: 'in the passages of each other language',
  multi: 'in the passages of all languages',
};

/** From a figure to its causes: the queries behind it, and whether the arms really differ. */
export function QueriesView() {
  const [{ k, setting, measure, focus }, change] = useViewState();
  const summary = useSessionState((state) => state.corpus.shard?.summary ?? null);
  const [chosenOrder, setOrder] = useState<QueryOrder>('spread');
  const [pages, setPages] = useState(1);
  const measures = measuresFor(k, setting, true);
  const shown = shownMeasure(measure, measures);
  const parsed = parseMeasure(shown);
  // A passage language has no meaning where the pool is all languages, or always the query's own.
  const passageLanguage = setting === 'cross' ? focus.passageLanguage : null;
  const input = {
    measure: shown,
    setting,
    queryLanguage: focus.queryLanguage,
    passageLanguage,
    fusion: null,
  };
  const values = useValues(input);
  const { comparison, computing, error } = useComparison(values, [input]);
  // One arm differs from nothing: its hardest queries come first.
  const only = values.length === 1 ? values[0]?.arm.letter : undefined;
  const order = only ?? chosenOrder;
  const rows = queryRows(values, order);
  const counted = countDefined(rows);
  const languages = summary?.languages ?? [];
  const title = focusTitle(focus.queryLanguage, passageLanguage);
  const pool = setting === 'mono' ? focus.queryLanguage : passageLanguage;
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="Queries"
        sentence={`What stands behind ${shown}: query by query, those first on which the arms differ most.`}
        computed={<Computed />}
      />
      <div className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-2">
        <FigureControls setting={setting} measure={shown} measures={measures} onChange={change} />
        <Select
          label="Query language"
          value={focus.queryLanguage ?? ''}
          options={[
            { value: '', label: 'all' },
            ...languages
              .filter(({ queries }) => queries > 0)
              .map(({ lang }) => ({ value: lang, label: languageTitle(lang) })),
          ]}
          onChange={(value) => {
            setPages(1);
            change({ focus: { ...focus, queryLanguage: value === '' ? null : value } });
          }}
        />
        {setting === 'cross' && (
          <Select
            label="Passage language"
            value={focus.passageLanguage ?? ''}
            options={[
              { value: '', label: 'all others' },
              ...languages
                .filter(({ passages }) => passages > 0)
                .map(({ lang }) => ({ value: lang, label: languageTitle(lang) })),
            ]}
            onChange={(value) => {
              setPages(1);
              change({ focus: { ...focus, passageLanguage: value === '' ? null : value } });
            }}
          />
        )}
      </div>
      <ReportStates states={values.map(valuesState)} />
      {comparison !== null && parsed !== null && (
        <Panel
          title="Are the differences more than chance?"
          className="mb-4"
          aside={
            <div className="flex items-center gap-3">
              <p className="text-xs text-faint">
                {computing ? 'computing' : `first minus second; seed ${String(comparison.seed)}`}
              </p>
              <ExportMenu
                name="the tests"
                busy={computing}
                figure={{
                  file: ['tests', shown, setting],
                  table: () =>
                    pairsTable(
                      comparison,
                      values.map(({ arm }) => arm),
                      parsed,
                      title,
                    ),
                }}
              />
            </div>
          }
        >
          <PairTable comparison={comparison} arms={values.map(({ arm }) => arm)} measure={parsed} />
        </Panel>
      )}
      {error !== null && <p className="mb-4 text-sm text-bad">{error.message}</p>}
      {rows.length > 0 && parsed !== null && (
        <Panel
          title={title}
          aside={
            <div className="flex items-center gap-3">
              <p className="text-xs text-faint tabular-nums">
                {plural(counted.defined, 'query', 'queries')} {SETTING_WORDS[setting]}
                {counted.undefined > 0 && `, ${formatCount(counted.undefined)} undefined`}
              </p>
              <ExportMenu
                name="the queries"
                busy={values.some((arm) => arm.computing)}
                figure={{
                  file: ['queries', shown, setting],
                  table: () => queriesTable(rows, values, parsed, title),
                }}
              />
            </div>
          }
        >
          <div className="mb-3">
            <Segmented
              legend="Order by"
              options={[
                ...(only === undefined ? [{ value: 'spread' as const, label: 'difference' }] : []),
                ...values.map(({ arm }) => ({ value: arm.letter, label: `lowest of ${arm.letter}` })),
              ]}
              value={order}
              onChange={setOrder}
            />
          </div>
          <QueryTable
            rows={rows.slice(0, pages * PAGE)}
            arms={values}
            measure={parsed}
            passageLanguage={pool}
          />
          {rows.length > pages * PAGE && (
            <Button
              className="mt-3"
              onClick={() => {
                setPages(pages + 1);
              }}
            >
              Show {formatCount(Math.min(PAGE, rows.length - pages * PAGE))} more of{' '}
              {formatCount(rows.length)}
            </Button>
          )}
        </Panel>
      )}
    </div>
  );
}

function focusTitle(queryLanguage: string | null, passageLanguage: string | null): string {
  const asked = queryLanguage === null ? 'All queries' : `Queries in ${languageTitle(queryLanguage)}`;
  return passageLanguage === null ? asked : `${asked}, passages in ${languageTitle(passageLanguage)}`;
}

function Computed() {
  return (
    <>
      <p>
        The spread is the largest minus the smallest value of a query among the arms. In the cross-lingual
        setting a query’s value is its mean over the passage languages that are shown. “No results” marks a
        judged query that an imported run says nothing of: it counts as 0, as trec_eval’s -c has it. An arm
        that has not run has no value, and is not tested.
      </p>
      <p>
        Before testing, the queries that ask one question in several languages are averaged: they rise and
        fall together. The t-test is paired and two-sided; the randomisation test swaps the two arms at random
        for each question (10,000 times, or every way where there are few), p = (count + 1) / (B + 1). The
        interval is a percentile bootstrap over questions. Holm’s correction is over the pairs of arms, on the
        randomisation test.
      </p>
    </>
  );
}
