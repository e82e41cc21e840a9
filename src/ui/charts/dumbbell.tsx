import type { LanguageCode } from '../../domain/corpus/types.ts';
import { formatDifference, formatFigure } from '../format-figure.ts';
import { LanguageTag } from '../language-tag.tsx';

interface Row {
  readonly lang: LanguageCode;
  readonly before: number | null;
  readonly after: number | null;
}

/** Before (ring) and after (disc) on one line for each language; a loss is drawn as plainly as a gain. */
export function Dumbbell({ rows, caption }: { readonly rows: readonly Row[]; readonly caption: string }) {
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-xs text-faint">
        <tr>
          <th scope="col" className="w-8 text-left font-medium">
            query
          </th>
          <th scope="col" className="px-2 text-left font-medium">
            <span className="flex justify-between" aria-hidden="true">
              <span>0</span>
              <span>○ before ● after</span>
              <span>1</span>
            </span>
            <span className="sr-only">before and after, drawn</span>
          </th>
          <th scope="col" className="w-12 text-right font-medium">
            before
          </th>
          <th scope="col" className="w-12 text-right font-medium">
            after
          </th>
          <th scope="col" className="w-16 text-right font-medium">
            change
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ lang, before, after }) => (
          <tr key={lang} className="border-t border-line">
            <th scope="row" className="text-left">
              <LanguageTag lang={lang} />
            </th>
            <td className="px-2">
              {before !== null && after !== null && <Line before={before} after={after} />}
            </td>
            <td className="text-right text-soft">{formatFigure(before)}</td>
            <td className="text-right">{formatFigure(after)}</td>
            <td className={changeClass(before, after)}>
              {before === null || after === null ? '–' : formatDifference(after - before)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same width in every row, so that the eye can run down; the SVG stretches, its strokes do not. */
function Line({ before, after }: { readonly before: number; readonly after: number }) {
  const at = (value: number): string => `${String(2 + 96 * value)}%`;
  const worse = after < before;
  return (
    <svg aria-hidden="true" className="block h-5 w-full" data-change={worse ? 'loss' : 'gain'}>
      <line x1={at(0)} x2={at(1)} y1="50%" y2="50%" stroke="var(--line)" />
      <line
        x1={at(before)}
        x2={at(after)}
        y1="50%"
        y2="50%"
        stroke={worse ? 'var(--over)' : 'var(--under)'}
        strokeWidth={3}
      />
      <circle
        cx={at(before)}
        cy="50%"
        r={4}
        fill="var(--panel)"
        stroke="var(--ink-faint)"
        strokeWidth={1.75}
      />
      <circle cx={at(after)} cy="50%" r={4.5} fill="var(--arm)" />
    </svg>
  );
}

function changeClass(before: number | null, after: number | null): string {
  const base = 'text-right font-medium';
  if (before === null || after === null || Math.abs(after - before) < 0.0005) return `${base} text-faint`;
  return after > before ? `${base} text-(--under-text)` : `${base} text-(--over-text)`;
}
