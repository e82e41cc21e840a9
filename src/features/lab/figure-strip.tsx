import type { LabFigures } from '../../domain/lab/lab-figures.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { plural } from '../../ui/format.ts';
import { FIGURE_KEYS, FIGURE_TITLES } from '../../domain/regimes/figures.ts';

/** The four figures side by side, with what they were measured on. */
export function FigureStrip({ title, figures }: { readonly title: string; readonly figures: LabFigures }) {
  return (
    <div>
      <p className="mb-1.5 text-sm text-soft">
        {title} <span className="text-faint">(n = {plural(figures.queries, 'query', 'queries')})</span>
      </p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
        {FIGURE_KEYS.map((key) => (
          <div key={key} className="border-l-2 border-line pl-2.5">
            <dt className="text-xs text-faint">{FIGURE_TITLES[key]}</dt>
            <dd className="text-xl font-semibold tabular-nums">
              {key === 'rankDistance' ? formatFigure(figures[key], 1) : formatFigure(figures[key])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
