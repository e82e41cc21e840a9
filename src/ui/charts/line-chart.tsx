import type { PointerEvent } from 'react';
import { useState } from 'react';
import { estimateWidth } from '../export/svg-text.ts';
import { domainOf, linePath, nearest, niceTicks, spreadLabels } from './line-geometry.ts';
import { useWidth } from './use-width.ts';

export interface LinePoint {
  readonly x: number;
  /** `null` leaves a gap: nothing is not zero. */
  readonly y: number | null;
  /** Half-width of an interval, drawn as a whisker. */
  readonly margin?: number | null;
}

export interface LineSeries {
  readonly id: string;
  /** Written at the line's end (see `endLabels`); empty where the chart has one line. */
  readonly name: string;
  readonly points: readonly LinePoint[];
  readonly colour: string;
  readonly dash?: string;
  /** Points drawn on the line: where each of them was measured. */
  readonly marks?: 'disc' | 'ring' | 'square';
}

interface LineChartProps {
  /** What the chart shows, and where its numbers stand. */
  readonly label: string;
  readonly axis: string;
  readonly series: readonly LineSeries[];
  readonly format: (y: number) => string;
  readonly formatX?: (x: number) => string;
  /** Ends of the x axis; left out: from the first to the last point. */
  readonly xDomain?: readonly [low: number, high: number];
  readonly height?: number;
  /** Left out where lines end in one place; a `LineLegend` beside the charts then names them. */
  readonly endLabels?: boolean;
}

const TOP = 10;
const BOTTOM = 36;
const LEFT = 46;
const SIZE = 11;
const LABEL_GAP = 14;

/** Lines over one axis, each named at its end. Plain SVG, so that it can be drawn many times a second. */
export function LineChart({
  label,
  axis,
  series,
  format,
  formatX = (x) => String(x),
  xDomain,
  height = 190,
  endLabels = true,
}: LineChartProps) {
  const [element, width] = useWidth(320);
  const [pointed, setPointed] = useState<number | null>(null);
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const [fromX, toX] = xDomain ?? [xs[0] ?? 0, xs.at(-1) ?? 1];
  const [low, high] = domainOf(
    series.flatMap(({ points }) =>
      points.flatMap(({ y, margin }) => (y === null ? [] : [y - (margin ?? 0), y + (margin ?? 0)])),
    ),
  );
  const right =
    12 + Math.max(0, ...series.map(({ name }) => (endLabels && name !== '' ? estimateWidth(name, SIZE) : 0)));
  const inner = { width: Math.max(40, width - LEFT - right), height: height - TOP - BOTTOM };
  const x = (value: number): number =>
    LEFT + (toX === fromX ? 0.5 : (value - fromX) / (toX - fromX)) * inner.width;
  const y = (value: number): number => TOP + (1 - (value - low) / (high - low)) * inner.height;
  const at = pointed === null ? undefined : xs[nearest(xs, pointed)];
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setPointed(fromX + ((place - LEFT) / inner.width) * (toX - fromX));
  };
  const ends = series.map(({ points }) => points.findLast((one) => one.y !== null) ?? null);
  const labels = spreadLabels(
    ends.map((end) => (end === null ? TOP : y(end.y ?? low))),
    LABEL_GAP,
    TOP,
    TOP + inner.height,
  );
  return (
    <div ref={element}>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        className="block touch-pan-y overflow-visible"
        onPointerMove={point}
        onPointerLeave={() => {
          setPointed(null);
        }}
      >
        {niceTicks(low, high, 4).map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={LEFT + inner.width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fontSize={SIZE} fill="var(--ink-faint)">
              {format(tick)}
            </text>
          </g>
        ))}
        <line
          x1={LEFT}
          x2={LEFT + inner.width}
          y1={TOP + inner.height}
          y2={TOP + inner.height}
          stroke="var(--line-strong)"
        />
        {niceTicks(fromX, toX, Math.max(2, Math.floor(inner.width / 60))).map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={TOP + inner.height + 15}
            textAnchor="middle"
            fontSize={SIZE}
            fill="var(--ink-faint)"
          >
            {formatX(tick)}
          </text>
        ))}
        <text
          x={LEFT + inner.width / 2}
          y={height - 4}
          textAnchor="middle"
          fontSize={SIZE}
          fill="var(--ink-soft)"
        >
          {axis}
        </text>
        {at !== undefined && (
          <line
            x1={x(at)}
            x2={x(at)}
            y1={TOP}
            y2={TOP + inner.height}
            stroke="var(--line-strong)"
            data-for-pointer
          />
        )}
        {series.map((one, place) => (
          <Line
            key={one.id}
            series={one}
            x={x}
            y={y}
            label={endLabels ? { x: LEFT + inner.width + 6, y: labels[place] ?? TOP } : null}
          />
        ))}
      </svg>
      <p aria-hidden="true" className="h-4 truncate text-right text-2xs text-soft tabular-nums">
        {at !== undefined && reading(series, at, axis, format, formatX)}
      </p>
    </div>
  );
}

function Line({
  series: { name, points, colour, dash, marks },
  x,
  y,
  label,
}: {
  readonly series: LineSeries;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly label: { readonly x: number; readonly y: number } | null;
}) {
  const drawn = points.map((point) => [x(point.x), point.y === null ? null : y(point.y)] as const);
  return (
    <g>
      {points.map((point) =>
        point.y === null || !point.margin ? null : (
          <line
            key={point.x}
            x1={x(point.x)}
            x2={x(point.x)}
            y1={y(point.y - point.margin)}
            y2={y(point.y + point.margin)}
            stroke={colour}
            strokeWidth={1.25}
          />
        ),
      )}
      <path
        d={linePath(drawn)}
        fill="none"
        stroke={colour}
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeDasharray={dash}
      />
      {marks !== undefined &&
        drawn.map(([cx, cy], index) =>
          cy === null ? null : <LineMark key={index} kind={marks} x={cx} y={cy} colour={colour} />,
        )}
      {label !== null && name !== '' && drawn.some(([, cy]) => cy !== null) && (
        <text x={label.x} y={label.y + 4} fontSize={SIZE} fontWeight={600} fill={colour}>
          {name}
        </text>
      )}
    </g>
  );
}

/** Where a point was measured: filled, or a ring or a square that the line shows through. */
export function LineMark({
  kind,
  x,
  y,
  colour,
}: {
  readonly kind: NonNullable<LineSeries['marks']>;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}) {
  const look = {
    fill: kind === 'disc' ? colour : 'var(--panel)',
    stroke: colour,
    strokeWidth: 1.5,
  };
  return kind === 'square' ? (
    <rect x={x - 2.75} y={y - 2.75} width={5.5} height={5.5} {...look} />
  ) : (
    <circle cx={x} cy={y} r={3} {...look} />
  );
}

function reading(
  series: readonly LineSeries[],
  at: number,
  axis: string,
  format: (y: number) => string,
  formatX: (x: number) => string,
): string {
  const values = series.flatMap(({ name, points }) => {
    const point = points.find(({ x }) => x === at);
    if (point === undefined || point.y === null) return [];
    const interval = point.margin ? ` ± ${format(point.margin)}` : '';
    return [`${name} ${format(point.y)}${interval}`.trim()];
  });
  return `${axis} ${formatX(at)}: ${values.join(' · ')}`;
}
