import type { ReactNode } from 'react';

/** Small charts over one axis, one for each figure. What is published stands in a dashed frame under its own heading. */
export function ChartRow({
  title,
  over,
  note,
  legend,
  published = false,
  children,
}: {
  readonly title: string;
  /** What the charts run over, so that rows of one title are told apart by name. */
  readonly over: string;
  readonly note?: ReactNode;
  readonly legend?: ReactNode;
  readonly published?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={`${title}, over ${over}`}
      className={published ? 'rounded-lg border border-dashed border-line-strong/60 p-3' : undefined}
    >
      <h3 className="text-sm font-semibold">{title}</h3>
      {note !== undefined && <p className="max-w-[130ch] text-xs text-faint">{note}</p>}
      {legend}
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 sm:grid-cols-[repeat(2,minmax(0,1fr))] xl:grid-cols-[repeat(4,minmax(0,1fr))]">
        {children}
      </div>
    </section>
  );
}
