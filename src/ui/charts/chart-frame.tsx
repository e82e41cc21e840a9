import type { ReactNode } from 'react';
import { useRef } from 'react';
import type { TableData } from '../../domain/export/table.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { drawingOfElement } from '../export/svg-of-element.ts';

/** A small chart with its title, and a way to save it and its numbers. */
export function ChartFrame({
  title,
  saved,
  file,
  table,
  notes,
  children,
}: {
  readonly title: string;
  /** What the export is called, where several charts have one title. */
  readonly saved?: string;
  readonly file: readonly string[];
  readonly table: () => TableData;
  readonly notes: readonly string[];
  readonly children: ReactNode;
}) {
  const chart = useRef<HTMLDivElement>(null);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-center justify-between gap-2 text-sm font-medium">
        {title}
        <ExportMenu
          name={saved ?? title}
          figure={{
            file,
            table,
            chart: {
              words: { title, arms: [], notes },
              draw: (_, theme) => drawingOfElement(chart.current, theme),
            },
          }}
        />
      </figcaption>
      <div ref={chart}>{children}</div>
    </figure>
  );
}
