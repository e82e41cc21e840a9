import { useRef, useState } from 'react';
import { resolveLanguages } from '../../client/asked-fusion.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { Button } from '../../ui/button.tsx';
import { Curve } from '../../ui/charts/curve.tsx';
import type { CurveSeries } from '../../ui/charts/curve.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { drawingOfElement } from '../../ui/export/svg-of-element.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { Panel } from '../../ui/panel.tsx';
import { SETTING_WORDS } from '../../ui/setting-words.ts';
import { MOST_PER_LANGUAGE } from './fusion-controls.tsx';
import { useCurves } from './use-curves.ts';
import { curveTable, fusionNote } from './xqg-export.ts';
import { MEAN_ALPHAS, SUM_ALPHAS } from './xqg-rows.ts';

interface FusionCurvesProps {
  readonly fusion: FusionChoice;
  readonly languages: readonly LanguageCode[];
  readonly measures: readonly string[];
  readonly k: number;
  readonly measure: string;
  readonly setting: Setting;
  readonly ready: boolean;
  readonly onChange: (fusion: FusionChoice) => void;
}

/** Each curve is a dozen rankings of every query, so they are drawn when asked for. */
export function FusionCurves(props: FusionCurvesProps) {
  const [drawn, setDrawn] = useState(false);
  if (!props.ready) return null;
  if (!drawn) {
    return (
      <div className="mt-4">
        <Button
          onClick={() => {
            setDrawn(true);
          }}
        >
          Draw the curves over α and over the number of queries
        </Button>
      </div>
    );
  }
  return <Curves {...props} />;
}

function Curves({ fusion, languages, measures, k, measure, setting, onChange }: FusionCurvesProps) {
  const base = resolveLanguages(fusion, languages);
  const options = { measures, k, measure, setting, enabled: true };
  const alphas = fusion.mode === 'sum' ? SUM_ALPHAS : MEAN_ALPHAS;
  const overAlpha = useCurves(
    alphas.map((alpha) => ({ x: alpha, fusion: { ...base, alpha } })),
    options,
  );
  const counts = Array.from({ length: MOST_PER_LANGUAGE + 1 }, (_, count) => count);
  const overCount = useCurves(
    counts.map((count) => ({ x: count, fusion: { ...base, perLanguage: count } })),
    options,
  );
  return (
    <div className="mt-4 grid gap-4 lg:grid-cols-2">
      <CurvePanel
        title={`Mean ${measure} over α`}
        axis="α"
        setting={setting}
        fusion={{ ...base, alpha: null }}
        series={overAlpha}
        current={fusion.alpha}
        onPick={(alpha) => {
          onChange({ ...fusion, alpha });
        }}
      />
      <CurvePanel
        title={`Mean ${measure} over queries for each language`}
        axis="queries for each language"
        setting={setting}
        fusion={{ ...base, perLanguage: null }}
        series={overCount}
        current={fusion.perLanguage}
        onPick={(perLanguage) => {
          onChange({ ...fusion, perLanguage });
        }}
      />
    </div>
  );
}

function CurvePanel({
  title,
  axis,
  setting,
  fusion,
  series,
  current,
  onPick,
}: {
  readonly title: string;
  readonly axis: string;
  readonly setting: Setting;
  readonly fusion: Parameters<typeof fusionNote>[0];
  readonly series: readonly CurveSeries[];
  readonly current: number;
  readonly onPick: (x: number) => void;
}) {
  const chart = useRef<HTMLDivElement>(null);
  const notes = [`Mean over languages, ${SETTING_WORDS[setting]}. ${fusionNote(fusion)}`];
  return (
    <Panel
      title={title}
      aside={
        <div className="flex items-center gap-3">
          <p className="text-xs text-faint">a click moves the slider</p>
          <ExportMenu
            name={title}
            busy={!series.some(complete) || series.some(partial)}
            figure={{
              file: ['xqg', title],
              table: () => curveTable(title, axis, series, notes),
              chart: {
                words: { title, arms: series, notes: [...notes, `Dashed: ${axis} = ${String(current)}.`] },
                draw: (_, theme) => drawingOfElement(chart.current, theme),
              },
            }}
          />
        </div>
      }
    >
      <div ref={chart}>
        <Curve
          label={`${title}; the table below holds every number.`}
          axis={axis}
          series={series}
          current={current}
          onPick={onPick}
        />
      </div>
      <div className="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
        <table className="text-right text-xs tabular-nums">
          <thead className="text-faint">
            <tr>
              <th scope="col" className="pr-2 text-left font-medium">
                {axis}
              </th>
              {series[0]?.points.map(({ x }) => (
                <th key={x} scope="col" className="px-1.5 font-medium">
                  {x}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.map(({ letter, points }) => (
              <tr key={letter}>
                <th scope="row" className="pr-2 text-left font-medium">
                  {letter}
                </th>
                {points.map(({ x, y }) => (
                  <td key={x} className="px-1.5">
                    {formatFigure(y)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function complete({ points }: CurveSeries): boolean {
  return points.every(({ y }) => y !== null);
}

/** Some of its points are still to come; an arm without any has not run at all. */
function partial({ points }: CurveSeries): boolean {
  return points.some(({ y }) => y === null) && points.some(({ y }) => y !== null);
}
