import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** Opens in place, by click or key; what it holds is found by the browser's own search. */
export function Disclosure({
  summary,
  open = false,
  children,
}: {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details open={open} className="group/disclosure open:basis-full">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded text-sm text-soft underline decoration-line-strong/60 decoration-dotted underline-offset-4 hover:text-ink">
        <Icon
          name="right"
          size={13}
          className="transition-transform duration-150 group-open/disclosure:rotate-90"
        />
        {summary}
      </summary>
      <div className="mt-2 border-l-2 border-line pl-4 text-sm text-soft">{children}</div>
    </details>
  );
}
