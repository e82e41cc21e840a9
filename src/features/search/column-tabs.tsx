import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import type { ArmState } from '../../client/session/session-state.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { classNames } from '../../ui/class-names.ts';

/** Where columns are swiped: which one is in view, and a way to each. */
export function ColumnTabs({
  arms,
  container,
}: {
  readonly arms: readonly ArmState[];
  readonly container: RefObject<HTMLElement | null>;
}) {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const box = container.current;
    if (box === null) return;
    const onScroll = (): void => {
      const offsets = [...box.querySelectorAll('[data-column]')].map((column) =>
        Math.abs(column.getBoundingClientRect().left - box.getBoundingClientRect().left),
      );
      setCurrent(offsets.indexOf(Math.min(...offsets)));
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      box.removeEventListener('scroll', onScroll);
    };
  }, [container]);
  if (arms.length < 2) return null;
  return (
    <div
      role="group"
      aria-label="Columns"
      className="sticky top-(--bar) z-10 -mx-4 flex gap-1 border-b border-line bg-surface px-4 py-1.5 sm:-mx-6 sm:px-6 side:hidden"
    >
      {arms.map((arm, index) => (
        <button
          key={arm.letter}
          type="button"
          aria-pressed={index === current}
          onClick={() => {
            container.current
              ?.querySelectorAll('[data-column]')
              [index]?.scrollIntoView({ behavior: 'smooth', inline: 'start', block: 'nearest' });
          }}
          className={classNames(
            'flex min-w-0 flex-1 items-center justify-center gap-1.5 rounded-md px-2 py-1 text-xs',
            index === current ? 'bg-panel font-semibold text-ink shadow-xs' : 'text-soft',
          )}
        >
          <ArmBadge letter={arm.letter} small />
          <span className="truncate">{arm.name}</span>
        </button>
      ))}
    </div>
  );
}
