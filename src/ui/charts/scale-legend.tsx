import type { ReactNode } from 'react';
import type { ColourScale } from '../export/heat-map-svg.ts';

const STEPS = 13;

/** What the colours of a heat map mean, and what stands beside it. */
export function ScaleLegend({
  from,
  to,
  middle,
  colour,
  children,
}: ColourScale & { readonly children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="flex flex-wrap items-center gap-x-2 text-xs whitespace-nowrap text-soft">
        {from}
        <span aria-hidden="true" className="flex h-3 w-32 overflow-hidden rounded-[2px]">
          {Array.from({ length: STEPS }, (_, step) => (
            <span key={step} className="flex-1" style={{ background: colour(step / (STEPS - 1)) }} />
          ))}
        </span>
        {to}
        {middle !== '' && <span className="text-faint">middle: {middle}</span>}
      </p>
      {children}
    </div>
  );
}
