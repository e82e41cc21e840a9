import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { evaluateQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { Button } from '../../ui/button.tsx';
import { diverging } from '../../ui/charts/colours.ts';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import type { HeatCell, HeatPlace } from '../../ui/charts/heat-map.tsx';
import { formatDifference } from '../../ui/format-figure.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useDenseArm } from './use-dense-arm.tsx';
import { dumbbellRows } from './xqg-rows.ts';

interface MatrixProps {
  readonly fusion: FusionChoice;
  /** Languages of generated queries. */
  readonly languages: readonly LanguageCode[];
  readonly order: readonly LanguageCode[];
  readonly measures: readonly string[];
  readonly k: number;
  readonly measure: string;
  readonly setting: Setting;
}

/** Which generated languages help which query languages: one ranking for each, drawn when asked for. */
export function GeneratedMatrix(props: MatrixProps) {
  const { arm, picker } = useDenseArm();
  const [drawn, setDrawn] = useState(false);
  if (arm === null || props.languages.length === 0) return null;
  if (!drawn) {
    return (
      <div className="mt-4">
        <Button
          className="text-left whitespace-normal!"
          onClick={() => {
            setDrawn(true);
          }}
        >
          Draw which generated languages help which query languages
        </Button>
      </div>
    );
  }
  return (
    <Panel
      title={`Change of ${props.measure} with the queries of one language`}
      className="mt-4"
      aside={picker}
    >
      <Matrix {...props} arm={arm} />
    </Panel>
  );
}

function Matrix({
  fusion,
  languages,
  order,
  measures,
  k,
  measure,
  setting,
  arm,
}: MatrixProps & { readonly arm: ArmState }) {
  const session = useSession();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const [pointed, setPointed] = useState<HeatPlace | null>(null);
  const choices: readonly (FusionChoice | null)[] = [
    null,
    ...languages.map((lang) => ({ ...fusion, languages: [lang] })),
  ];
  const [before, ...after] = useQueries({
    queries: choices.map((choice) => evaluateQuery(session, arm, hash, { measures, k, fusion: choice })),
  });
  const done = [before, ...after].filter((result) => result?.data !== undefined).length;
  const failed = [before, ...after].find((result) => result?.error)?.error;
  if (failed) return <p className="text-sm text-bad">{failed.message}</p>;
  if (done < choices.length) {
    return (
      <div className="max-w-md text-sm">
        <p className="mb-2 text-soft">
          {done} of {choices.length} rankings
        </p>
        <Progress label="Ranking with each language" value={done / choices.length} />
      </div>
    );
  }
  const columns = after.map((result) =>
    before?.data === undefined || result.data === undefined
      ? []
      : dumbbellRows(before.data, result.data, setting, measure, order),
  );
  const rows = columns[0]?.map(({ lang }) => lang) ?? [];
  const change = (row: number, column: number): number | null => {
    const found = columns[column]?.[row];
    if (found === undefined || found.before === null || found.after === null) return null;
    return found.after - found.before;
  };
  const most = Math.max(
    0.001,
    ...columns.flatMap((_, c) => rows.map((__, r) => Math.abs(change(r, c) ?? 0))),
  );
  const cell = (row: number, column: number): HeatCell => {
    const value = change(row, column);
    const words = `Queries in ${languageTitle(rows[row] ?? '')}, fused with generated queries in ${languageTitle(languages[column] ?? '')}`;
    if (value === null) return { text: null, sentence: `${words}: no value.`, colours: null };
    return {
      text: thousandths(value),
      sentence: `${words}: ${formatDifference(value)} ${measure}.`,
      // Gains in the colour of gains elsewhere on this view.
      colours: diverging(-value / most),
    };
  };
  const meanOf = (values: readonly (number | null)[]): string => {
    const defined = values.filter((value) => value !== null);
    return defined.length === 0
      ? '–'
      : thousandths(defined.reduce((sum, value) => sum + value, 0) / defined.length);
  };
  return (
    <>
      <HeatMap
        label={`Change of ${measure}: query language by language of the generated queries`}
        rows={rows}
        columns={languages}
        cell={cell}
        rowMean={(row) => meanOf(languages.map((_, column) => change(row, column)))}
        columnMean={(column) => meanOf(rows.map((_, row) => change(row, column)))}
        pointed={pointed}
        onPoint={setPointed}
      />
      <p className="mt-2 min-h-5 text-sm text-soft">
        {pointed === null
          ? 'Rows: query language. Columns: language of the generated queries, fused alone with the α above. In thousandths.'
          : cell(rows.indexOf(pointed.row), languages.indexOf(pointed.column)).sentence}
      </p>
    </>
  );
}

/** `+3`, `−1`, `0`: a thousandth of the measure, to fit a cell. */
function thousandths(value: number): string {
  const rounded = Math.round(1000 * value);
  return rounded === 0 ? '0' : `${rounded < 0 ? '−' : '+'}${String(Math.abs(rounded))}`;
}
