import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { armColour } from './dot-plot.tsx';

export interface CurveSeries {
  readonly letter: string;
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** Small curves over one setting, with the current value marked; a click on the chart moves the setting there. */
export function Curve({
  label,
  axis,
  series,
  current,
  onPick,
}: {
  readonly label: string;
  readonly axis: string;
  readonly series: readonly CurveSeries[];
  readonly current: number;
  readonly onPick: (x: number) => void;
}) {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const data = xs.map((x) => ({
    x,
    ...Object.fromEntries(
      series.map(({ letter, points }) => [letter, points.find((point) => point.x === x)?.y ?? null]),
    ),
  }));
  return (
    <div role="img" aria-label={label} className="h-52">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={data}
          margin={{ top: 8, right: 12, bottom: 18, left: 0 }}
          accessibilityLayer={false}
          onClick={({ activeLabel }) => {
            if (activeLabel !== undefined) onPick(Number(activeLabel));
          }}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            type="number"
            dataKey="x"
            domain={['dataMin', 'dataMax']}
            tick={{ fill: 'var(--ink-faint)', fontSize: 11 }}
            stroke="var(--line-strong)"
            label={{
              value: axis,
              position: 'insideBottom',
              offset: -10,
              fill: 'var(--ink-soft)',
              fontSize: 12,
            }}
          />
          <YAxis
            domain={['auto', 'auto']}
            width={44}
            tick={{ fill: 'var(--ink-faint)', fontSize: 11 }}
            tickFormatter={(value: number) => value.toFixed(2)}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            formatter={(value) => (typeof value === 'number' ? value.toFixed(3) : '–')}
            labelFormatter={(value) => `${axis}: ${Number(value)}`}
            contentStyle={{
              background: 'var(--panel)',
              border: '1px solid var(--line)',
              borderRadius: 6,
              fontSize: 13,
            }}
          />
          <ReferenceLine x={current} stroke="var(--ink)" strokeDasharray="3 3" ifOverflow="extendDomain" />
          {series.map(({ letter, name }) => (
            <Line
              key={letter}
              dataKey={letter}
              name={`${letter} ${name}`}
              stroke={armColour(letter)}
              strokeWidth={2}
              dot={{ r: 2.5, fill: armColour(letter) }}
              isAnimationActive={false}
              connectNulls
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
