import { useState } from 'react';
import { reportState } from '../../client/report-state.ts';
import type { ArmReport } from '../../client/react/use-reports.ts';
import { useReports } from '../../client/react/use-reports.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { Report, Setting } from '../../domain/metrics/figures.ts';
import type { RegimePreset } from '../../domain/regimes/family.ts';
import { regimeLabel } from '../../domain/regimes/regime.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import type { HeatPlace } from '../../ui/charts/heat-map.tsx';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import { reorderBias } from '../../ui/charts/reorder-bias.ts';
import { ScaleLegend } from '../../ui/charts/scale-legend.tsx';
import { meanOf, SHARE_SCALE, shareCell } from '../../ui/charts/share-cell.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount } from '../../ui/format.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Panel } from '../../ui/panel.tsx';
import { ReportStates } from '../../ui/report-states.tsx';
import { PresetChooser } from './preset-chooser.tsx';

const SETTINGS: readonly (readonly [Setting, string])[] = [
  ['mono', 'within one language'],
  ['cross', 'across two languages'],
  ['multi', 'in the pool of all'],
];

type Ready = ArmReport & { readonly report: Report };

/** Recall, the map of languages and rank distance of every open arm, on the corpus that is open. */
export function SideBySide({ presets }: { readonly presets: readonly RegimePreset<EncoderEntry>[] }) {
  const [{ k }] = useViewState();
  const [pointed, setPointed] = useState<HeatPlace | null>(null);
  // The same question as Bias asks, so that its answer is not computed twice.
  const reports = useReports({ measures: [`R@${String(k)}`, 'nDCG@10', 'MRR', 'mAP'], k, fusion: null });
  const ready = reports.flatMap(inOrder);
  const corpus = useSessionState((state) => state.corpus.shard?.summary.name ?? null);
  return (
    <Panel title="Side by side" aside={<ScaleLegend {...SHARE_SCALE} />}>
      <PresetChooser presets={presets} />
      <ReportStates states={reports.map(reportState)} />
      {ready.length > 0 && (
        <>
          <ul
            aria-label="Open arms"
            className="mt-5 grid grid-cols-[repeat(auto-fit,minmax(min(100%,20rem),1fr))] gap-x-6 gap-y-8"
          >
            {ready.map((entry) => (
              <ArmColumn key={entry.arm.letter} entry={entry} k={k} pointed={pointed} onPoint={setPointed} />
            ))}
          </ul>
          <p className="mt-3 text-xs text-faint">
            {`Measured now, on ${corpus ?? 'the corpus that is open'}. Map: rows are languages of queries, columns of passages, numbers the share of the top ${String(k)} in per cent.`}
          </p>
        </>
      )}
    </Panel>
  );
}

function ArmColumn({
  entry: { arm, report, computing },
  k,
  pointed,
  onPoint,
}: {
  readonly entry: Ready;
  readonly k: number;
  readonly pointed: HeatPlace | null;
  readonly onPoint: (place: HeatPlace | null) => void;
}) {
  const regime = useSessionState(
    (state) => state.manifest?.encoders.find(({ id }) => id === arm.spec.id)?.regime ?? null,
  );
  const { bias } = report;
  const { rows, columns } = bias.topShare;
  const inPointed =
    pointed !== null && rows.includes(pointed.row) && columns.includes(pointed.column)
      ? shareCell(bias, rows.indexOf(pointed.row), columns.indexOf(pointed.column)).sentence
      : null;
  const percent = (value: number | null): string => (value === null ? '–' : String(Math.round(100 * value)));
  return (
    <li data-arm={arm.letter} aria-busy={computing} className="min-w-0 border-t-3 border-t-arm pt-2">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        <ArmBadge letter={arm.letter} small />
        <span className="min-w-0 [overflow-wrap:anywhere]">{arm.name}</span>
      </h3>
      <p className="text-xs text-faint">
        {[regime === null ? null : regimeLabel(regime), arm.encoder?.dtype].filter(Boolean).join(' · ') ||
          'no encoder of the family'}
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-4">
        {SETTINGS.map(([setting, words]) => (
          <Figure key={setting} name={`R@${String(k)} ${words}`}>
            {formatFigure(meanOfSetting(report, setting, `R@${String(k)}`))}
          </Figure>
        ))}
        <Figure name="rank distance">
          {bias.rankDistance.mean === null ? '–' : formatCount(bias.rankDistance.mean)}
        </Figure>
      </dl>
      <div className="mt-3">
        <HeatMap
          label={`${arm.letter} ${arm.name}: share of the top ${String(k)}, query language by passage language`}
          rows={rows}
          columns={columns}
          cell={(row, column) => shareCell(bias, row, column)}
          rowMean={(row) => percent(meanOf(bias.topShare, { row }))}
          columnMean={(column) => percent(meanOf(bias.topShare, { column }))}
          pointed={pointed}
          onPoint={onPoint}
        />
        <p className="mt-1 min-h-8 text-xs text-soft">{inPointed}</p>
      </div>
    </li>
  );
}

/** A figure over its name; in the document the name comes first, as a list of terms has it. */
function Figure({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-2xs text-faint">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function meanOfSetting({ figures }: Report, setting: Setting, measure: string): number | null {
  return (
    figures.find(
      (figure) => figure.setting === setting && figure.measure === measure && figure.queryLanguage === 'mean',
    )?.value ?? null
  );
}

function inOrder(entry: ArmReport): Ready[] {
  if (entry.report === null) return [];
  const { topShare } = entry.report.bias;
  const order = orderLanguages([...new Set([...topShare.rows, ...topShare.columns])]);
  return [{ ...entry, report: { ...entry.report, bias: reorderBias(entry.report.bias, order) } }];
}
