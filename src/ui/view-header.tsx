import type { ReactNode } from 'react';
import { Disclosure } from './disclosure.tsx';

interface ViewHeaderProps {
  readonly title: string;
  /** One sentence: what this view shows. */
  readonly sentence: ReactNode;
  /** The formula, the convention and whose it is, the n. */
  readonly computed: ReactNode;
  readonly children?: ReactNode;
}

/** The head that every view has. */
export function ViewHeader({ title, sentence, computed, children }: ViewHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <p className="text-base text-soft">{sentence}</p>
          <Disclosure summary="How is this computed?">
            <div className="max-w-[75ch] space-y-2">{computed}</div>
          </Disclosure>
        </div>
      </div>
      {children}
    </header>
  );
}
