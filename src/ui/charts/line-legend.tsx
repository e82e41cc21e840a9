import type { LineSeries } from './line-chart.tsx';
import { LineMark } from './line-chart.tsx';

/** What the lines of several charts are, each with its dash and mark. */
export function LineLegend({ series }: { readonly series: readonly Omit<LineSeries, 'points'>[] }) {
  return (
    <p className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-xs text-soft">
      {series.map(({ id, name, colour, dash, marks }) => (
        <span key={id} className="inline-flex items-center gap-1.5">
          <svg width={30} height={10} aria-hidden="true" focusable="false">
            <line x1={0} x2={30} y1={5} y2={5} stroke={colour} strokeWidth={1.75} strokeDasharray={dash} />
            {marks !== undefined && <LineMark kind={marks} x={15} y={5} colour={colour} />}
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}
