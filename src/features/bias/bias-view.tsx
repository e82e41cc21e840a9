import { useState } from 'react';
import { reportState } from '../../client/report-state.ts';
import type { ArmReport } from '../../client/react/use-reports.ts';
import { useReports } from '../../client/react/use-reports.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { HeatPlace } from '../../ui/charts/heat-map.tsx';
import { reorderBias } from '../../ui/charts/reorder-bias.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import { ReportStates } from '../../ui/report-states.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import type { ReadyReport } from './bias-cells.ts';
import { BiasMaps } from './bias-maps.tsx';
import { BiasTable } from './bias-table.tsx';
import { PeerPanel } from './peer-panel.tsx';
import { RankDistances } from './rank-distances.tsx';

/** The figures of Bias do not depend on a measure; one is asked for, so that Recall's answer is not computed twice. */
export function BiasView() {
  const [{ k, table }, change] = useViewState();
  const [pointed, setPointed] = useState<HeatPlace | null>(null);
  const reports = useReports({ measures: [`R@${String(k)}`, 'nDCG@10', 'MRR', 'mAP'], k, fusion: null });
  const ready = reports.flatMap(inOrder);
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="Language bias"
        sentence="Which languages each arm finds for which: a fair arm fills its top k as the pool is filled, whatever the query’s language."
        computed={
          <>
            <p>
              Share: the part of the first {k} passages that is in a language, averaged over the queries of a
              language, in the pool of all languages. Colour is the ratio to the pool’s share, from an eighth
              (blue) to eight times (orange); the number in a cell is per cent.
            </p>
            <p>
              Single-target MRR (LAReQA, arXiv 2004.05484): only one correct passage is left in the pool, the
              one in the column’s language, and MRR is one over its rank. The diagonal against the rest shows
              how much an arm prefers the query’s own language.
            </p>
            <p>
              Rank distance (arXiv 2408.10536): highest minus lowest rank of the parallel relevant passages,
              over the whole pool. A passage that BM25 does not retrieve counts as last.
            </p>
            <p>
              PEER (arXiv 2405.00978): the p-value of a Kruskal–Wallis test of the ranks by language, averaged
              over queries; a relevant passage below the top {k} shares the last rank. Equal scores are
              ordered as trec_eval orders them, while the authors’ code takes ids in ascending order.
            </p>
          </>
        }
      />
      <div className="mb-4">
        <Segmented
          legend="Show as"
          options={[
            { value: 'maps', label: 'heat maps' },
            { value: 'table', label: 'table' },
          ]}
          value={table ? 'table' : 'maps'}
          onChange={(value) => {
            change({ table: value === 'table' });
          }}
        />
      </div>
      <ReportStates states={reports.map(reportState)} />
      {ready.length > 0 && (
        <div className="mt-4 space-y-6">
          {table ? (
            <BiasTable reports={ready} />
          ) : (
            <BiasMaps
              reports={ready}
              pointed={pointed}
              onPoint={setPointed}
              onOpen={({ row, column }) => {
                // A cell is one pair of languages: its queries, searching the passages of the other language.
                change({
                  view: 'queries',
                  setting: row === column ? 'mono' : 'cross',
                  focus: { queryLanguage: row, passageLanguage: row === column ? null : column },
                });
              }}
            />
          )}
          <RankDistances reports={ready} />
          <PeerPanel reports={ready} />
        </div>
      )}
    </div>
  );
}

function inOrder(entry: ArmReport): ReadyReport[] {
  if (entry.report === null) return [];
  const { topShare } = entry.report.bias;
  const order = orderLanguages([...new Set([...topShare.rows, ...topShare.columns])]);
  return [{ ...entry, report: { ...entry.report, bias: reorderBias(entry.report.bias, order) } }];
}
