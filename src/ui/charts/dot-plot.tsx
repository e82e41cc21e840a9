import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { languageTitle } from '../language-tag.tsx';

export interface DotSeries {
  readonly letter: string;
  readonly name: string;
  /** In the order of the rows. */
  readonly points: readonly DotPoint[];
}

export interface DotPoint {
  readonly lang: string;
  readonly value: number | null;
  readonly margin: number | null;
  readonly n: number;
  /** A language that the arm's encoder never saw is drawn as a ring. */
  readonly hollow: boolean;
}

const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 44;
/** Dots of several arms would lie on each other: each arm has its own line within the row, in parts of a row. */
const SPREAD = 0.16;

/** One row for each language, one dot for each arm, whiskers for the 95 % interval. Zero is on the axis. */
export function DotPlot({
  label,
  rows,
  series,
  axis,
  onOpen,
}: {
  readonly label: string;
  readonly rows: readonly string[];
  readonly series: readonly DotSeries[];
  readonly axis: string;
  /** Leads to what stands behind a language's dots; the table twin has the same as links. */
  readonly onOpen?: (lang: string) => void;
}) {
  const height = rows.length * ROW_HEIGHT + AXIS_HEIGHT;
  const offset = (place: number): number => (place - (series.length - 1) / 2) * SPREAD;
  return (
    <div role="img" aria-label={label} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 4, right: 16, bottom: 20, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" horizontal={false} />
          <XAxis
            type="number"
            dataKey="value"
            domain={[0, 1]}
            ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
            tick={{ fill: 'var(--ink-faint)', fontSize: 11 }}
            stroke="var(--line-strong)"
            label={{
              value: axis,
              position: 'insideBottom',
              offset: -12,
              fill: 'var(--ink-soft)',
              fontSize: 12,
            }}
          />
          <YAxis
            type="number"
            dataKey="row"
            reversed
            domain={[-0.5, rows.length - 0.5]}
            ticks={rows.map((_, row) => row)}
            interval={0}
            tickFormatter={(row: number) => rows[row] ?? ''}
            width={36}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--ink)', fontSize: 12, fontWeight: 600 }}
          />
          {rows.map((lang, row) => (
            <ReferenceLine key={lang} y={row} stroke="var(--line)" />
          ))}
          <Tooltip isAnimationActive={false} cursor={false} content={PointCard} />
          {series.map(({ letter, name, points }, place) => (
            <Scatter
              key={letter}
              name={`${letter} ${name}`}
              isAnimationActive={false}
              data={points.flatMap((point, row) =>
                point.value === null
                  ? []
                  : [{ ...point, letter, name, row: row + offset(place), margin: point.margin ?? 0 }],
              )}
              shape={Dot}
              {...(onOpen === undefined
                ? {}
                : {
                    cursor: 'pointer',
                    onClick: (point: unknown) => {
                      onOpen((point as { payload: DotPoint }).payload.lang);
                    },
                  })}
            >
              <ErrorBar
                dataKey="margin"
                direction="x"
                width={3}
                strokeWidth={1.25}
                stroke={armColour(letter)}
              />
            </Scatter>
          ))}
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  );
}

interface DotProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  /** The datum as it was given; Recharts types it as anything. */
  readonly payload?: unknown;
}

function Dot({ cx, cy, payload }: DotProps) {
  const { letter, hollow } = payload as { letter: string; hollow: boolean };
  const colour = armColour(letter);
  return (
    <circle cx={cx} cy={cy} r={4.5} fill={hollow ? 'var(--panel)' : colour} stroke={colour} strokeWidth={2} />
  );
}

function PointCard({ payload }: { readonly payload?: readonly { readonly payload?: unknown }[] }) {
  const point = payload?.[0]?.payload as (DotPoint & { letter: string; name: string }) | undefined;
  if (point === undefined || point.value === null) return null;
  return (
    <div className="rounded-md border border-line bg-panel px-2.5 py-1.5 text-sm shadow-(--shadow)">
      <p className="font-medium">
        {point.letter} {point.name}
      </p>
      <p className="text-soft">
        {languageTitle(point.lang)}
        {point.hollow ? ', never seen in training' : ''}
      </p>
      <p className="tabular-nums">
        {point.value.toFixed(3)}
        {point.margin === null || point.margin === 0 ? '' : ` ± ${point.margin.toFixed(3)}`} (n = {point.n})
      </p>
    </div>
  );
}

export function armColour(letter: string): string {
  return `var(--arm-${letter.toLowerCase()})`;
}
